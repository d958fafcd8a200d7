import type { LetterKind, Letter } from '../platform/mailbox';
import type { Tale } from '../platform/story';
import type { WorkItem } from '../people/views';

/** What a life waits for before a person acts again. */
export type Wait =
  /** A time of day. */
  | { readonly kind: 'time'; readonly at: Date }
  /** That staff see the complaint on a work list, in one of these states. */
  | { readonly kind: 'item'; readonly states: readonly WorkItem['state'][] }
  /** That the complainant gets a letter. */
  | { readonly kind: 'letter'; readonly letter: LetterKind }
  /** That the publisher reads on the story which complaint came of its submission. */
  | { readonly kind: 'registration'; readonly source: string; readonly id: string };

/** What ended a wait. */
export interface Impression {
  readonly item?: WorkItem;
  readonly letter?: Letter;
  readonly tale?: Tale;
}

/** One complaint's life: acts, and between them waits. */
export type LifeRun<R = void> = AsyncGenerator<Wait, R, Impression>;

/** Waits for a time of day. */
export async function* until(at: Date): LifeRun {
  yield { kind: 'time', at };
}

/** Waits until staff see the complaint in one of these states on a work list. */
export async function* noticed(...states: WorkItem['state'][]): LifeRun<WorkItem> {
  const { item } = yield { kind: 'item', states };
  if (!item) throw new Error('Woken without a work item');
  return item;
}

/** Waits until the complainant has a letter of this kind. */
export async function* received(letter: LetterKind): LifeRun<Letter> {
  const impression = yield { kind: 'letter', letter };
  if (!impression.letter) throw new Error('Woken without a letter');
  return impression.letter;
}

/** Waits until a publisher reads what its submission was registered as. */
export async function* registered(source: string, id: string): LifeRun<Tale> {
  const { tale } = yield { kind: 'registration', source, id };
  if (!tale) throw new Error('Woken without a story');
  return tale;
}
