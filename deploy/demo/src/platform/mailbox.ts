import { bounded } from '@redress/local/driving';

/** What letters to complainants are about, as their readers tell by the subject. */
export type LetterKind = 'ACKNOWLEDGEMENT' | 'OFFER' | 'CLOSURE' | 'WITHDRAWAL' | 'REQUEST_REFUSED';

/** A letter as its reader understands it. */
export interface Letter {
  readonly id: string;
  readonly to: string;
  readonly kind: LetterKind;
  readonly complaintNo: string;
  /** In acceptance letters. */
  readonly trackingCode?: string;
  /** Address of the page on which an offer is decided. */
  readonly decisionLink?: string;
}

interface LetterHead {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
}

const SUBJECTS: readonly (readonly [LetterKind, RegExp])[] = [
  ['ACKNOWLEDGEMENT', /we have accepted your complaint|受理函/],
  ['OFFER', /our proposal on your complaint|处理方案/],
  ['CLOSURE', /your complaint \S+ is closed|结案/],
  ['WITHDRAWAL', /has been withdrawn|撤诉确认/],
  ['REQUEST_REFUSED', /our answer to your request|申请的答复/],
];
const NUMBER = /\b[A-Z]{2,}-\d{6,8}-\d+\b/;
const TRACKING_CODE = /(?:Tracking code: |查询码：)([2-9A-HJ-NP-Z]{12})\b/;
const DECISION_LINK = /https?:\/\/\S+\/v1\/offers\/[A-Za-z0-9_-]+/;
const READERS = 8;

/** The complainants' mailboxes, through the interface of the mail server that caught their letters. */
export class Mailbox {
  private readonly known = new Set<string>();
  private received = 0;

  /** @param url base of the mail catcher's interface */
  constructor(private readonly url: string) {}

  /** How many letters came so far. */
  get letterCount(): number {
    return this.received;
  }

  /** Letters that came since the last look, the oldest first. Throws when one cannot be understood. */
  async collect(): Promise<Letter[]> {
    const { received } = await this.get<{ received: number }>('/api/statistics');
    if (received === this.received) return [];
    this.received = received;
    const { messages } = await this.get<{ messages: LetterHead[] }>('/api/messages');
    const fresh = messages.filter(({ id }) => !this.known.has(id)).toReversed();
    const letters: Letter[] = [];
    await bounded(
      READERS,
      fresh.map((head, index) => async () => {
        const { text } = await this.get<{ text: string }>(`/api/messages/${head.id}`);
        letters[index] = understand(head, text);
        this.known.add(head.id);
      }),
    );
    return letters;
  }

  private async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.url}${path}`);
    if (!response.ok) throw new Error(`The mail catcher answered ${response.status} to ${path}`);
    return (await response.json()) as T;
  }
}

/** Reads a letter as its addressee does. Throws when it is none of those that are sent on this path. */
export function understand({ id, to, subject }: LetterHead, text: string): Letter {
  const kind = SUBJECTS.find(([, pattern]) => pattern.test(subject))?.[0];
  const complaintNo = NUMBER.exec(subject)?.[0];
  if (!kind || !complaintNo || !to[0])
    throw new Error(`Nobody would understand a letter with the subject "${subject}"`);
  const trackingCode = TRACKING_CODE.exec(text)?.[1];
  const decisionLink = DECISION_LINK.exec(text)?.[0];
  return {
    id,
    to: to[0],
    kind,
    complaintNo,
    ...(trackingCode ? { trackingCode } : {}),
    ...(decisionLink ? { decisionLink } : {}),
  };
}
