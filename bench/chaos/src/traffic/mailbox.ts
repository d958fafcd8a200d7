import type { CaughtLetter, MailCatcher } from '@redress/local';
import { eventually } from '@redress/testing';
import type { Letter } from '@redress/workload';

const INTERVAL_MS = 100;

/** The complainants' letters, by address. */
export class Mailbox {
  private readonly byAddress = new Map<string, Letter[]>();

  constructor(mail: MailCatcher) {
    mail.onCaught((letter) => this.put(letter));
  }

  /** The newest letter to an address whose subject matches, once there are `count` different ones. */
  newest(to: string, subject: RegExp, count: number, timeoutMs: number): Promise<Letter> {
    return eventually(() => this.matching(to, subject)[count - 1], {
      timeoutMs,
      intervalMs: INTERVAL_MS,
      what: `letter ${count} that matches ${String(subject)}`,
    });
  }

  /** Letters to this address will not be asked for any more. */
  forget(to: string): void {
    this.byAddress.delete(to.toLowerCase());
  }

  /** A letter that came twice counts once. */
  private matching(to: string, subject: RegExp): Letter[] {
    const letters = (this.byAddress.get(to.toLowerCase()) ?? []).filter((letter) => subject.test(letter.subject));
    return [...new Map(letters.map((letter) => [letter.messageId, letter])).values()];
  }

  private put({ to, messageId, subject, text }: CaughtLetter): void {
    for (const address of to) {
      const letters = this.byAddress.get(address);
      if (letters) letters.push({ messageId, subject, text });
      else this.byAddress.set(address, [{ messageId, subject, text }]);
    }
  }
}
