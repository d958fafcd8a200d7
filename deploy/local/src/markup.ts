/** HTML that needs no further escaping. */
export class Markup {
  constructor(readonly html: string) {}
}

type Part = Markup | string | number | undefined | readonly (Markup | string | number | undefined)[];

/** Template tag for pages: every inserted value is escaped unless it is markup itself; lists are joined. */
export function markup(texts: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(
    texts.reduce((html, text, index) => html + text + (index < parts.length ? render(parts[index]) : ''), ''),
  );
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.html;
  if (typeof part === 'string' || typeof part === 'number') {
    return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  }
  return part.map(render).join('');
}

/** The language a page is shown in. */
export type PageLanguage = 'zh' | 'en';

/** The reader's language: `lang` in the address, else what the browser asks for, else English. */
export function pageLanguage(url: URL, acceptLanguage: string | undefined): PageLanguage {
  const asked = url.searchParams.get('lang') ?? acceptLanguage ?? '';
  return asked.trim().toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** A whole page in the look that the local tools share. It loads nothing from anywhere. */
export function page(options: { language: PageLanguage; title: string; body: Markup }): string {
  const { language, title, body } = options;
  return markup`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body><main>${body}</main></body>
</html>`.html;
}

/** Headers of every page: nothing from elsewhere, no script, no framing by others. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6778; --line: #d9dfe8; --paper: #ffffff; --ground: #f3f5f9; --accent: #1d5fd1; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ecf4; --soft: #9aa7ba; --line: #313b4a; --paper: #1a212c; --ground: #11161e; --accent: #7fb0ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; } h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p.hint { color: var(--soft); margin: 0 0 1rem; }
a { color: var(--accent); }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.25rem; }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .6rem; list-style: none; padding: 0; margin: 0; }
.people button { width: 100%; text-align: left; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; cursor: pointer; }
.people button:hover, .people button:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: -1px; }
.people small, td small, .soft { color: var(--soft); }
table { width: 100%; border-collapse: collapse; } th { text-align: left; font-weight: 600; }
th, td { padding: .5rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
iframe { width: 100%; height: 32rem; border: 1px solid var(--line); border-radius: .4rem; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
nav { float: right; }
`;
