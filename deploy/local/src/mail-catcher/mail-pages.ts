import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';
import { readBody, sendJson } from '../http-server';
import { markup, page, PAGE_HEADERS, pageLanguage, type PageLanguage } from '../markup';
import type { CaughtLetter, MailCatcher } from './mail-catcher';

const TEXTS = {
  en: {
    title: 'Letters',
    hint: 'Every letter that the platform sent. None of them leaves this machine.',
    none: 'No letter has arrived yet.',
    received: 'Received',
    to: 'To',
    subject: 'Subject',
    from: 'From',
    back: 'All letters',
    body: 'Letter',
    plain: 'As plain text',
    headers: 'Headers',
    missing: 'There is no such letter.',
    showing: (shown: number, all: number) => `The newest ${shown} of ${all}`,
  },
  zh: {
    title: '信件',
    hint: '系统发出的全部信件，均未离开本机。',
    none: '尚未收到信件。',
    received: '收到时间',
    to: '收件人',
    subject: '主题',
    from: '发件人',
    back: '全部信件',
    body: '正文',
    plain: '纯文本',
    headers: '信头',
    missing: '没有这封信。',
    showing: (shown: number, all: number) => `共 ${all} 封，显示最新 ${shown} 封`,
  },
};

const SHOWN = 200;

const faultSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.enum(['ok', 'down', 'killAfterData', 'refuse']) }),
  z.strictObject({ mode: z.literal('slow'), delayMs: z.int().min(0).max(600_000) }),
]);

/**
 * The catcher over HTTP: `GET /` and `GET /letters/:id` for people; for programs `GET /api/messages?to=`, `GET /api/messages/:id`,
 * `DELETE /api/messages`, `GET /api/statistics`, `GET` and `PUT /api/faults`.
 */
export function mailPages(catcher: MailCatcher): RequestListener {
  return (request, response) => {
    answer(catcher, request, response).catch((error: Error) => {
      if (!response.headersSent) sendJson(response, 500, { title: 'The mail catcher failed', detail: error.message });
      else response.destroy();
    });
  };
}

async function answer(catcher: MailCatcher, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://mail-catcher.localhost');
  const language = pageLanguage(url, request.headers['accept-language']);
  const route = `${request.method} ${url.pathname}`;
  const id = /^\/(?:api\/messages|letters)\/([0-9a-f-]{36})(?:\/body)?$/.exec(url.pathname)?.[1];
  const letter = id === undefined ? undefined : catcher.find(id);

  if (route === 'GET /health') return sendJson(response, 200, { status: 'up' });
  if (route === 'GET /') return sendPage(response, 200, listPage(catcher, language));
  if (route === 'GET /api/messages') {
    const found = catcher.list(url.searchParams.get('to') ?? undefined);
    return sendJson(response, 200, {
      total: found.length,
      messages: found.map(({ text: _text, html: _html, headers: _headers, ...rest }) => rest),
    });
  }
  if (route === 'DELETE /api/messages') {
    catcher.empty();
    response.writeHead(204).end();
    return;
  }
  if (route === 'GET /api/statistics') return sendJson(response, 200, catcher.statistics());
  if (route === 'GET /api/faults') return sendJson(response, 200, catcher.fault);
  if (route === 'PUT /api/faults') {
    const fault = parseFault(await readBody(request));
    if (!fault.success) return sendJson(response, 422, { title: 'Not a fault', errors: fault.errors });
    await catcher.misbehave(fault.data);
    return sendJson(response, 200, catcher.fault);
  }
  if (request.method === 'GET' && url.pathname.startsWith('/api/messages/')) {
    return letter ? sendJson(response, 200, letter) : sendJson(response, 404, { title: 'There is no such letter' });
  }
  if (request.method === 'GET' && url.pathname.startsWith('/letters/')) {
    if (!letter)
      return sendPage(
        response,
        404,
        page({ language, title: TEXTS[language].title, body: markup`<h1>${TEXTS[language].missing}</h1>` }),
      );
    if (!url.pathname.endsWith('/body')) return sendPage(response, 200, letterPage(letter, language));
    // The letter's own HTML: shown in a sandbox without scripts, forms or anything loaded from elsewhere.
    response.writeHead(200, {
      ...PAGE_HEADERS,
      'content-security-policy': `sandbox allow-popups; ${PAGE_HEADERS['content-security-policy']}`,
    });
    response.end(letter.html ?? page({ language, title: letter.subject, body: markup`<pre>${letter.text}</pre>` }));
    return;
  }
  sendJson(response, 404, { title: 'There is nothing here' });
}

function parseFault(body: string) {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { success: false as const, errors: [{ pointer: '', detail: 'must be JSON' }] };
  }
  const parsed = faultSchema.safeParse(json);
  if (parsed.success) return { success: true as const, data: parsed.data };
  const errors = parsed.error.issues.map((issue) => ({ pointer: `/${issue.path.join('/')}`, detail: issue.message }));
  return { success: false as const, errors };
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, PAGE_HEADERS).end(html);
}

function languageLink(language: PageLanguage) {
  return language === 'zh'
    ? markup`<nav><a href="?lang=en">English</a></nav>`
    : markup`<nav><a href="?lang=zh" lang="zh-CN">中文</a></nav>`;
}

function listPage(catcher: MailCatcher, language: PageLanguage): string {
  const texts = TEXTS[language];
  const all = catcher.list();
  const rows = all.slice(0, SHOWN).map(
    (letter) => markup`<tr><td><small>${letter.receivedAt}</small></td><td>${letter.to.join(', ')}</td>
<td><a href="/letters/${letter.id}?lang=${language}">${letter.subject || '—'}</a></td></tr>`,
  );
  const table = markup`<table><thead><tr><th>${texts.received}</th><th>${texts.to}</th><th>${texts.subject}</th></tr></thead><tbody>${rows}</tbody></table>
<p class="soft">${texts.showing(rows.length, all.length)}</p>`;
  const body = markup`${languageLink(language)}<h1>${texts.title}</h1><p class="hint">${texts.hint}</p>
<div class="card">${all.length > 0 ? table : texts.none}</div>`;
  return page({ language, title: texts.title, body });
}

function letterPage(letter: CaughtLetter, language: PageLanguage): string {
  const texts = TEXTS[language];
  const headers = Object.entries(letter.headers).map(
    ([name, value]) => markup`<tr><th>${name}</th><td>${value}</td></tr>`,
  );
  const body = markup`${languageLink(language)}<p><a href="/?lang=${language}">← ${texts.back}</a></p>
<h1>${letter.subject || '—'}</h1>
<p class="hint">${texts.from} ${letter.from} · ${texts.to} ${letter.to.join(', ')} · ${letter.receivedAt}</p>
<div class="card"><iframe src="/letters/${letter.id}/body" title="${texts.body}" sandbox="allow-popups"></iframe></div>
<h2>${texts.plain}</h2><div class="card"><pre>${letter.text}</pre></div>
<h2>${texts.headers}</h2><div class="card"><table>${headers}</table></div>`;
  return page({ language, title: letter.subject || texts.title, body });
}
