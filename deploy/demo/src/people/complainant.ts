import { type Api, Browser, type Page } from '@redress/local/driving';
import type { Letter } from '../platform/mailbox';
import type { SampleRow } from '../sample/sample-row';

/** A complainant: has letters, a browser, and what stands in the letters; nothing else. */
export class Complainant {
  private readonly browser: Browser;
  private acceptance: Letter | undefined;

  constructor(
    private readonly api: Api,
    private readonly row: SampleRow,
  ) {
    this.browser = new Browser(row.complainant.locale);
  }

  /** Where letters reach this person, in lower case. */
  get address(): string {
    return (this.row.complainant.email ?? '').toLowerCase();
  }

  /** Keeps the acceptance letter with number and code. */
  keep(acceptance: Letter): void {
    this.acceptance = acceptance;
  }

  /** Opens the link of the offer letter, shows the code, reads the offer and accepts it. Throws when a page does not go on. */
  async acceptOffer({ decisionLink }: Letter): Promise<void> {
    if (!decisionLink) throw new Error('The offer letter holds no link');
    const code = this.pair().trackingCode;
    const door = await opened(this.browser.open(decisionLink));
    const offer = await this.press(door, 'VIEW', code);
    await this.press(offer, 'ACCEPT', code);
  }

  /** T34 on the portal. */
  async askToWithdraw(statement: string): Promise<void> {
    await this.api.call({
      service: 'intake',
      method: 'POST',
      path: '/v1/portal/requests',
      by: null,
      body: { ...this.pair(), kind: 'WITHDRAWAL', statement },
      idempotencyKey: `demo-${this.row.id}-withdrawal`,
    });
  }

  private pair(): { readonly complaintNo: string; readonly trackingCode: string } {
    const { complaintNo, trackingCode } = this.acceptance ?? {};
    if (!complaintNo || !trackingCode) throw new Error('The complainant has no acceptance letter with number and code');
    return { complaintNo, trackingCode };
  }

  private press(page: Page, decision: string, code: string): Promise<Page> {
    for (const form of page.forms) {
      const button = form.buttons.find(({ name, value }) => name === 'decision' && value === decision);
      if (button) return opened(this.browser.submit(page, form, { code }, button));
    }
    throw new Error(`The page of the offer has no button ${decision}`);
  }
}

async function opened(loading: Promise<Page>): Promise<Page> {
  const page = await loading;
  if (page.status !== 200) throw new Error(`The page of the offer answered ${page.status}`);
  return page;
}
