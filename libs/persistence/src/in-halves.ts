import { isInfrastructureError } from './infrastructure-error';

/**
 * Works on items together, and when that fails on each half of them, until those that fail stand alone: one that cannot be
 * worked on keeps no other from its due. `work` is one transaction, so that a failed attempt leaves nothing behind.
 * @param work resolves with a count; what it throws, infrastructure errors apart, is the fault of some item
 * @param onAlone told of each item that failed alone
 * @returns the sum of the counts
 * @throws an infrastructure error as it came: it is no item's fault, and what was not yet tried is left
 */
export async function inHalves<T>(
  items: readonly T[],
  work: (part: readonly T[]) => Promise<number>,
  onAlone: (item: T, error: unknown) => void | Promise<void>,
): Promise<number> {
  const [first] = items;
  if (first === undefined) return 0;
  try {
    return await work(items);
  } catch (error) {
    if (isInfrastructureError(error)) throw error;
    if (items.length === 1) {
      await onAlone(first, error);
      return 0;
    }
  }
  const middle = Math.ceil(items.length / 2);
  const before = await inHalves(items.slice(0, middle), work, onAlone);
  return before + (await inHalves(items.slice(middle), work, onAlone));
}
