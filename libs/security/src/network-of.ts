import { isIPv4, isIPv6 } from 'node:net';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * From where somebody calls: an IPv4 address as it is, also when it is written as IPv6, and of an IPv6 address the first
 * 64 bits, since one subscriber has all addresses behind them. What is no address stays as it is.
 */
export function networkOf(address: string): string {
  const bare = address.replace(/%.*$/, '');
  const mapped = MAPPED.exec(bare)?.[1];
  if (mapped && isIPv4(mapped)) return mapped;
  if (!isIPv6(bare)) return address;
  const [head = '', tail] = bare.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const after = tail === '' ? 0 : tail.split(':').reduce((count, group) => count + (group.includes('.') ? 2 : 1), 0);
    const gap = Array.from({ length: 8 - groups.length - after }, () => '0');
    groups.push(...gap, ...tail.split(':').filter((group) => group !== ''));
  }
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
