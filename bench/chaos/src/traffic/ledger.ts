import { createHash } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import type { ServiceName } from '@redress/contracts';
import type { CaughtLetter } from '@redress/local';
import type {
  AnsweredCommand,
  FaultRecord,
  HttpSubmission,
  PublishedSubmission,
  ReceivedLetter,
  RunRecord,
} from '../run-record';

/** A command that was sent; the same object is given back with its answer. */
export interface Intent {
  readonly service: ServiceName | 'unknown';
  readonly method: string;
  /** Without the base of the service. */
  readonly path: string;
  readonly who: string | null;
  readonly idempotencyKey: string;
}

export interface CommandAnswer {
  readonly status: number;
  readonly complaintId?: string;
  readonly complaintNo?: string;
  readonly stateSeq?: number;
}

/** Something that should not have happened, as the driver saw it. */
export interface Oddity {
  readonly what: 'refused' | 'unanswered' | 'crash' | 'life';
  readonly detail: string;
}

const DOORS: Readonly<Record<string, HttpSubmission['door']>> = {
  '/v1/complaints': 'STAFF',
  '/v1/portal/complaints': 'PORTAL',
};

/**
 * What the driver did and was answered: every intent before it is sent, every answer when it is there. On disk one line each, so
 * that a run that ends badly can be read; in memory what the checker needs.
 */
export class Ledger {
  private readonly submissions = new Map<string, HttpSubmission>();
  private readonly published = new Map<string, PublishedSubmission>();
  private readonly commands: AnsweredCommand[] = [];
  private readonly letters: ReceivedLetter[] = [];
  private readonly faults: FaultRecord[] = [];
  private readonly oddities: Oddity[] = [];
  private readonly file: WriteStream;

  constructor(file: string) {
    this.file = createWriteStream(file, { flags: 'a' });
  }

  intends(intent: Intent): void {
    this.write('intends', intent);
    const door = DOORS[intent.path];
    if (!door) return;
    const { idempotencyKey } = intent;
    this.submissions.set(idempotencyKey, { door, idempotencyKey, sentAt: new Date().toISOString() });
  }

  answered(intent: Intent, answer: CommandAnswer): void {
    const { service, method, path, idempotencyKey } = intent;
    this.write('answered', { idempotencyKey, ...answer });
    const submission = this.submissions.get(idempotencyKey);
    if (submission) this.submissions.set(idempotencyKey, { ...submission, ...answer });
    if (answer.status >= 300 || service === 'unknown') return;
    const { status, stateSeq } = answer;
    this.commands.push({
      service,
      method,
      path,
      idempotencyKey,
      status,
      answeredAt: new Date().toISOString(),
      ...(stateSeq === undefined ? {} : { stateSeq }),
    });
  }

  /** Before it is given to the broker, and again when the broker has it. */
  publishes(submission: PublishedSubmission): void {
    this.write('publishes', submission);
    this.published.set(`${submission.source} ${submission.id}`, submission);
  }

  letter({ messageId, receivedAt, to, subject, answered }: CaughtLetter): void {
    const recipient = createHash('sha256').update(to.join(' ')).digest('hex').slice(0, 16);
    const letter = { messageId, receivedAt, recipient, subject, isAnswered: answered };
    this.write('letter', letter);
    this.letters.push(letter);
  }

  fault(fault: FaultRecord): void {
    this.write('fault', fault);
    this.faults.push(fault);
  }

  odd(oddity: Oddity): void {
    this.write('odd', oddity);
    this.oddities.push(oddity);
  }

  /** What should not have happened so far. */
  get allOdd(): readonly Oddity[] {
    return this.oddities;
  }

  get allFaults(): readonly FaultRecord[] {
    return this.faults;
  }

  /** Submissions over HTTP and on the topic so far. */
  get submitted(): number {
    return this.submissions.size + this.published.size;
  }

  record(plantedWords: readonly string[], businessNow: Date): RunRecord {
    return {
      plantedWords,
      submissions: [...this.submissions.values()],
      published: [...this.published.values()],
      commands: this.commands,
      letters: this.letters,
      faults: this.faults,
      businessNow: businessNow.toISOString(),
    };
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.file.end(resolve));
  }

  private write(entry: string, content: object): void {
    this.file.write(`${JSON.stringify({ entry, at: new Date().toISOString(), ...content })}\n`);
  }
}
