import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { SMTPServer } from 'smtp-server';
import { answerParent } from '../process/answer-parent';
import { monotonicMs } from './monotonic';
import { COMMITS } from './tell-commits';

/** When something was seen to be done, by its key. */
export type Sightings = ReadonlyMap<string, number>;

/** What was seen of letters. */
export interface LettersSeen {
  /** When the first letter to each address was accepted. */
  readonly at: Sightings;
  /** Median size of a letter. */
  readonly bytes: number;
}

/** What the witness can be asked. */
export type WitnessTalk = {
  /** Accepts letters from now on; answers the URL of the mail server. */
  takeLetters: [question: null, answer: string];
  /** Listens to the commits of a database from now on, under a name. */
  watchCommits: [question: { name: string; databaseUrl: string }, answer: null];
  /** Stops listening under that name, before the database goes; what was told is kept. */
  stopWatching: [question: string, answer: null];
  /** How many commits were told under that name so far. */
  countCommits: [question: string, answer: number];
  commits: [question: string, answer: Sightings];
  countLetters: [question: null, answer: number];
  letters: [question: null, answer: LettersSeen];
};

/** Writes down when rows were committed and letters accepted, in a process of its own so that nothing else delays it. */
class Witness {
  private readonly watches = new Map<string, { client: Client; seen: Map<string, number> }>();
  private readonly letters = new Map<string, number>();
  private readonly sizes: number[] = [];
  private server: SMTPServer | undefined;

  takeLetters(): Promise<string> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      logger: false,
      onData: (stream, session, callback) => {
        const addresses = session.envelope.rcptTo.map(({ address }) => address);
        let bytes = 0;
        stream.on('data', (chunk: Buffer) => (bytes += chunk.length));
        stream.on('end', () => {
          callback();
          const at = monotonicMs();
          this.sizes.push(bytes);
          for (const address of addresses) if (!this.letters.has(address)) this.letters.set(address, at);
        });
      },
    });
    this.server = server;
    return new Promise((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(0, '127.0.0.1', () => resolve(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`));
    });
  }

  async watchCommits({ name, databaseUrl }: WitnessTalk['watchCommits'][0]): Promise<null> {
    const client = new Client({ connectionString: databaseUrl });
    const seen = new Map<string, number>();
    client.on('notification', ({ payload = '' }) => {
      if (!seen.has(payload)) seen.set(payload, monotonicMs());
    });
    await client.connect();
    await client.query(`listen ${COMMITS}`);
    this.watches.set(name, { client, seen });
    return null;
  }

  async stopWatching(name: string): Promise<null> {
    await this.watches.get(name)?.client.end();
    return null;
  }

  commits(name: string): Map<string, number> {
    const watch = this.watches.get(name);
    if (!watch) throw new Error(`Nobody watches the commits of ${name}`);
    return watch.seen;
  }

  lettersSeen(): LettersSeen {
    const sizes = this.sizes.toSorted((one, other) => one - other);
    return { at: this.letters, bytes: sizes[sizes.length >> 1] ?? 0 };
  }

  countLetters(): number {
    return this.letters.size;
  }

  async close(): Promise<void> {
    for (const { client } of this.watches.values()) await client.end();
    this.server?.close();
  }
}

const witness = new Witness();
answerParent<WitnessTalk>(
  {
    takeLetters: () => witness.takeLetters(),
    watchCommits: (question) => witness.watchCommits(question),
    stopWatching: (name) => witness.stopWatching(name),
    countCommits: (name) => witness.commits(name).size,
    commits: (name) => witness.commits(name),
    countLetters: () => witness.countLetters(),
    letters: () => witness.lettersSeen(),
  },
  () => witness.close(),
);
