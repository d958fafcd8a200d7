/** A form as a page shows it. */
export interface PageForm {
  readonly action: string;
  /** Names and values of its fields, hidden ones with what they hold. */
  readonly fields: ReadonlyMap<string, string>;
  /** Buttons that have a name. */
  readonly buttons: readonly { readonly name: string; readonly value: string }[];
}

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly forms: readonly PageForm[];
}

const TAG = /<(form|input|button|\/form)\b([^>]*)>/gi;
const ATTRIBUTE = /([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** As much of a browser as a complainant needs who opens a link and fills in plain forms. */
export class Browser {
  /** @param language as in `Accept-Language` */
  constructor(private readonly language: string) {}

  /** Opens a page. */
  open(url: string): Promise<Page> {
    return this.load(url, {});
  }

  /** Sends a form of the page with some fields filled in; the button that was pressed is sent too. */
  submit(
    page: Page,
    form: PageForm,
    filled: Readonly<Record<string, string>>,
    button?: PageForm['buttons'][number],
  ): Promise<Page> {
    const body = new URLSearchParams([...form.fields, ...Object.entries(filled)].filter(([name]) => name !== ''));
    for (const [name, value] of Object.entries(filled)) body.set(name, value);
    if (button) body.set(button.name, button.value);
    return this.load(new URL(form.action, page.url).href, { method: 'POST', body });
  }

  private async load(url: string, init: RequestInit): Promise<Page> {
    const headers = { accept: 'text/html', 'accept-language': this.language };
    const response = await fetch(url, { ...init, headers });
    const html = await response.text();
    return { url: response.url, status: response.status, html, forms: formsIn(html) };
  }
}

/** The forms of a page, in their order. */
export function formsIn(html: string): PageForm[] {
  const forms: { action: string; fields: Map<string, string>; buttons: { name: string; value: string }[] }[] = [];
  let open: (typeof forms)[number] | undefined;
  for (const [, tag = '', text = ''] of html.matchAll(TAG)) {
    const attributes = attributesIn(text);
    const name = attributes.get('name') ?? '';
    const value = attributes.get('value') ?? '';
    switch (tag.toLowerCase()) {
      case 'form':
        open = { action: attributes.get('action') ?? '', fields: new Map(), buttons: [] };
        forms.push(open);
        break;
      case '/form':
        open = undefined;
        break;
      case 'button':
        if (name !== '') open?.buttons.push({ name, value });
        break;
      default:
        open?.fields.set(name, value);
    }
  }
  return forms;
}

function attributesIn(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(ATTRIBUTE)].map(([, name = '', ...values]) => [
      name.toLowerCase(),
      decode(values.find((value) => value !== undefined) ?? ''),
    ]),
  );
}

function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, entity: string) => ENTITIES[entity] ?? '');
}
