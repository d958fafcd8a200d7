import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { Client } from 'pg';
import { type CopyStreamQuery, from } from 'pg-copy-streams';

const CHUNK_CHARACTERS = 1 << 18;

/** A table that is being filled by `COPY`, over a connection of its own. */
export class CopySink {
  private text = '';

  private constructor(
    private readonly client: Client,
    private readonly stream: CopyStreamQuery,
    private readonly done: Promise<void>,
  ) {}

  static async open(databaseUrl: string, table: string, columns: readonly string[]): Promise<CopySink> {
    const client = new Client({ connectionString: databaseUrl, application_name: 'redress-bench-load' });
    // A connection that is lost fails the statement that it had, which tells of it.
    client.on('error', () => undefined);
    await client.connect();
    // Lost rows are loaded again with the next run; what is waited for here is the disk, not the promise.
    await client.query('set synchronous_commit = off; set idle_in_transaction_session_timeout = 0');
    const stream = client.query(from(`copy ${table} (${columns.join(', ')}) from stdin`));
    const done = finished(stream);
    done.catch(() => undefined);
    return new CopySink(client, stream, done);
  }

  /** Adds lines. @returns a promise when the server is behind and should be waited for */
  write(lines: string): Promise<unknown> | undefined {
    this.text += lines;
    return this.text.length < CHUNK_CHARACTERS ? undefined : this.flush();
  }

  /** Sends what is left and ends. @throws what the server found wrong */
  async close(): Promise<void> {
    try {
      void this.flush();
      this.stream.end();
      await this.done;
    } finally {
      await this.client.end();
    }
  }

  /** Leaves the table as it was. A `COPY` that is left open would keep the server from dropping any database. */
  async abandon(): Promise<void> {
    this.stream.destroy();
    await this.client.end();
  }

  private flush(): Promise<unknown> | undefined {
    const isTaken = this.stream.write(Buffer.from(this.text));
    this.text = '';
    return isTaken ? undefined : Promise.race([once(this.stream, 'drain'), this.done]);
  }
}
