import type { Database } from '@redress/persistence';
import { Client } from 'pg';

const CHANNEL = 'redress_outbox';
const RECONNECT_MS = 1_000;

/**
 * Tells the relay of another process that there is work. A lost signal costs nothing but time: every relay also polls.
 *
 * The signal is never part of the appending transaction: PostgreSQL serialises the commits of transactions that notify.
 */
export class RelaySignal {
  private client: Client | undefined;
  private reconnect: NodeJS.Timeout | undefined;
  private pending: NodeJS.Timeout | undefined;
  private stopped = true;

  constructor(
    private readonly database: Database,
    private readonly everyMs: number,
    private readonly onSignal: () => void,
  ) {}

  /** Listens until {@link stop}; connects again by itself. */
  start(): void {
    this.stopped = false;
    this.connect();
  }

  /** Sends one signal for all calls within `everyMs`. */
  send(): void {
    if (this.pending || this.stopped) return;
    this.pending = setTimeout(() => {
      this.pending = undefined;
      void this.sendNow();
    }, this.everyMs);
  }

  /** Sends a signal at once. Never rejects: a signal may be lost. */
  async sendNow(): Promise<void> {
    await this.database.query('select pg_notify($1, $2)', [CHANNEL, ''], 'relay-signal').catch(() => undefined);
  }

  /** Stops listening and sending. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.pending);
    clearTimeout(this.reconnect);
    this.pending = undefined;
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private connect(): void {
    const client = new Client({
      connectionString: this.database.url,
      application_name: 'redress-relay-signal',
      connectionTimeoutMillis: 5_000,
    });
    this.client = client;
    const again = (): void => {
      if (this.client !== client) return;
      this.client = undefined;
      client.end().catch(() => undefined);
      this.reconnect = setTimeout(() => this.connect(), RECONNECT_MS);
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', () => this.onSignal());
    client
      .connect()
      .then(() => client.query(`listen ${CHANNEL}`))
      .then(() => this.onSignal())
      .catch(again);
  }
}
