/** A letter as it came to the catcher of its channel. */
export interface Letter {
  readonly id: string;
  readonly by: 'mail' | 'sms';
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** Base addresses of the catchers that stand for mail server and SMS gateway. */
export type Catchers = Readonly<Partial<Record<Letter['by'], string>>>;

interface Head {
  readonly id: string;
  readonly to: readonly string[] | string;
  readonly subject?: string;
  readonly text?: string;
}

/** Letters of the catchers, each handed out once. */
export class CaughtLetters {
  private readonly known = new Map<string, Letter>();
  private readonly received = new Map<string, number>();
  private readonly taken = new Set<string>();

  constructor(private readonly catchers: Catchers) {}

  /** Those that no step has taken yet, the oldest first. */
  async untaken(): Promise<Letter[]> {
    for (const [by, url] of Object.entries(this.catchers)) await this.collect(by as Letter['by'], url);
    return [...this.known.values()].filter(({ id }) => !this.taken.has(id));
  }

  /** A step expected this one. */
  take({ id }: Letter): void {
    this.taken.add(id);
  }

  /** The mail catcher tells how many came, and the text of each by its id; that of text messages tells both in its list. */
  private async collect(by: Letter['by'], url: string): Promise<void> {
    const received = by === 'mail' ? (await get<{ received: number }>(`${url}/api/statistics`)).received : undefined;
    if (received !== undefined && received === this.received.get(by)) return;
    const { messages } = await get<{ messages: Head[] }>(`${url}/api/messages`);
    for (const { id, to, subject = '', text } of messages.toReversed()) {
      if (this.known.has(id)) continue;
      const words = text ?? (await get<{ text: string }>(`${url}/api/messages/${id}`)).text;
      this.known.set(id, { id, by, to: [to].flat(), subject, text: words });
    }
    if (received !== undefined) this.received.set(by, received);
  }
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The catcher answered ${response.status} to ${url}`);
  return (await response.json()) as T;
}
