import { type Api, Browser, type Page } from '@redress/local/driving';
import { addressOf, decisionLinkIn, type Letter, type LetterKind } from '../platform/mailbox';
import type { SampleRow } from '../sample/sample-row';

/** A counter-proposal, why an offer is refused, or why others should look at it. */
interface Objection {
  readonly decision: 'COUNTER' | 'REFUSE' | 'REVIEW';
  readonly words: string;
}

interface ListedLetter {
  readonly letterId: string;
  readonly kind: LetterKind;
}

/** A complainant: has letters, a browser, and what stands in the letters; nothing else. */
export class Complainant {
  private readonly browser: Browser;
  private acceptance: Letter | undefined;
  private requests = 0;

  constructor(
    private readonly api: Api,
    private readonly row: SampleRow,
  ) {
    this.browser = new Browser(row.complainant.locale);
  }

  /** Where letters reach this person. */
  get addresses(): string[] {
    const { email, phone } = this.row.complainant;
    return [email, phone].flatMap((given) => (given === undefined ? [] : addressOf(given)));
  }

  /** Whether letters come by themselves; paper is posted or handed over by a member of staff. */
  get isReached(): boolean {
    const { preferredWay } = this.row.complainant;
    return preferredWay !== 'PRINT' && this.addresses.length > 0;
  }

  /** Keeps the acceptance letter with number and code. */
  keep(acceptance: Letter): void {
    this.acceptance = acceptance;
  }

  /** Reads the offer on the page that the letter leads to, and accepts it. Throws when a page does not go on. */
  async acceptOffer(letter: Letter): Promise<void> {
    await this.press(await this.offer(letter), 'ACCEPT', { code: this.pair().trackingCode });
  }

  /** T23, T24, T39, T40: reads the offer and asks for something else or for a review, or refuses it. Throws when a page does not go on. */
  async objectTo(letter: Letter, { decision, words }: Objection): Promise<void> {
    await this.press(await this.offer(letter), decision, { code: this.pair().trackingCode, words });
  }

  /** T13 on the page to which the letter leads. Throws when a page does not go on. */
  async answer({ answerLink }: Letter, words: string): Promise<void> {
    if (!answerLink) throw new Error('The letter with questions holds no link');
    const door = await opened(this.browser.open(answerLink));
    const questions = await this.press(door, 'VIEW', { ...this.pair() });
    await this.press(questions, 'ANSWER', { answers: words });
  }

  /** T34 or T30 on the portal. */
  async request(kind: 'WITHDRAWAL' | 'REOPENING', statement: string): Promise<void> {
    await this.api.call({
      service: 'intake',
      method: 'POST',
      path: '/v1/portal/requests',
      by: null,
      body: { ...this.pair(), kind, statement },
      idempotencyKey: `demo-${this.row.id}-request-${++this.requests}`,
    });
  }

  private async offer(letter: Letter): Promise<Page> {
    const door = await opened(this.browser.open(letter.decisionLink ?? (await this.linkFromMailbox())));
    return this.press(door, 'VIEW', { code: this.pair().trackingCode });
  }

  /** A text message says only that there is an offer; the letter with the link lies in the mailbox. */
  private async linkFromMailbox(): Promise<string> {
    const { letters } = await this.mailbox<{ letters: ListedLetter[] }>('');
    const offer = letters.find(({ kind }) => kind === 'OFFER');
    if (!offer) throw new Error('There is no offer in the mailbox');
    const { text } = await this.mailbox<{ text: string }>(`/${offer.letterId}`);
    const link = decisionLinkIn(text);
    if (!link) throw new Error('The offer in the mailbox holds no link');
    return link;
  }

  private mailbox<T>(path: string): Promise<T> {
    return this.api.call<T>({
      service: 'notification',
      method: 'POST',
      path: `/v1/portal/letters${path}`,
      by: null,
      body: this.pair(),
    });
  }

  private pair(): { readonly complaintNo: string; readonly trackingCode: string } {
    const { complaintNo, trackingCode } = this.acceptance ?? {};
    if (!complaintNo || !trackingCode) throw new Error('The complainant has no acceptance letter with number and code');
    return { complaintNo, trackingCode };
  }

  private press(page: Page, decision: string, filled: Readonly<Record<string, string>>): Promise<Page> {
    for (const form of page.forms) {
      const button = form.buttons.find(({ name, value }) => name === 'decision' && value === decision);
      if (button) return opened(this.browser.submit(page, form, filled, button));
    }
    throw new Error(`The page has no button ${decision}`);
  }
}

async function opened(loading: Promise<Page>): Promise<Page> {
  const page = await loading;
  if (page.status !== 200) throw new Error(`The page answered ${page.status}`);
  return page;
}
