import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';
import { readBody, sendJson } from '../http-server';
import { markup, page, PAGE_HEADERS, pageLanguage, type PageLanguage } from '../markup';
import type { SmsCatcher } from './sms-catcher';

const TEXTS = {
  en: {
    title: 'Text messages',
    hint: 'Every text message that the platform sent. None of them leaves this machine.',
    none: 'No message has arrived yet.',
    received: 'Received',
    to: 'To',
    text: 'Message',
    showing: (shown: number, all: number) => `The newest ${shown} of ${all}`,
  },
  zh: {
    title: '短信',
    hint: '系统发出的全部短信，均未离开本机。',
    none: '尚未收到短信。',
    received: '收到时间',
    to: '收件人',
    text: '内容',
    showing: (shown: number, all: number) => `共 ${all} 条，显示最新 ${shown} 条`,
  },
};

const SHOWN = 200;

const faultSchema = z.strictObject({ mode: z.enum(['ok', 'down', 'refuse', 'undeliverable', 'silent']) });

const messageSchema = z.object({
  messageId: z.string().min(1).max(100),
  to: z.string().min(5).max(32),
  text: z.string().min(1).max(1_000),
});

/**
 * The gateway for the platform: `POST /messages`, `GET /receipts?after=`. For people `GET /`; for programs
 * `GET` and `DELETE /api/messages?to=`, `GET` and `PUT /api/faults`.
 */
export function smsPages(catcher: SmsCatcher): RequestListener {
  return (request, response) => {
    answer(catcher, request, response).catch((error: Error) => {
      if (!response.headersSent) sendJson(response, 500, { title: 'The catcher failed', detail: error.message });
      else response.destroy();
    });
  };
}

async function answer(catcher: SmsCatcher, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sms-catcher.localhost');
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /health':
      return sendJson(response, 200, { status: 'up' });
    case 'GET /': {
      const html = listPage(catcher, pageLanguage(url, request.headers['accept-language']));
      response.writeHead(200, PAGE_HEADERS).end(html);
      return;
    }
    case 'POST /messages':
      return take(catcher, await readBody(request), response);
    case 'GET /receipts': {
      if (catcher.fault.mode === 'down') return sendJson(response, 503, { title: 'The gateway is down' });
      return sendJson(response, 200, catcher.receipts(url.searchParams.get('after')));
    }
    case 'GET /api/messages': {
      const messages = catcher.list(url.searchParams.get('to') ?? undefined);
      return sendJson(response, 200, { total: messages.length, messages });
    }
    case 'DELETE /api/messages':
      catcher.empty();
      response.writeHead(204).end();
      return;
    case 'GET /api/faults':
      return sendJson(response, 200, catcher.fault);
    case 'PUT /api/faults': {
      const fault = read(faultSchema, await readBody(request));
      if (!fault) return sendJson(response, 422, { title: 'Not a fault' });
      catcher.misbehave(fault);
      return sendJson(response, 200, catcher.fault);
    }
    default:
      return sendJson(response, 404, { title: 'There is nothing here' });
  }
}

function take(catcher: SmsCatcher, body: string, response: ServerResponse): void {
  const { mode } = catcher.fault;
  if (mode === 'down') return sendJson(response, 503, { title: 'The gateway is down' });
  const message = read(messageSchema, body);
  if (mode === 'refuse' || !message) return sendJson(response, 422, { title: 'Not a message' });
  catcher.take(message);
  sendJson(response, 202, { messageId: message.messageId });
}

function read<T>(schema: z.ZodType<T>, body: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

function listPage(catcher: SmsCatcher, language: PageLanguage): string {
  const texts = TEXTS[language];
  const all = catcher.list();
  const rows = all.slice(0, SHOWN).map(
    (message) => markup`<tr><td><small>${message.receivedAt}</small></td><td>${message.to}</td>
<td>${message.text}</td></tr>`,
  );
  const other =
    language === 'zh'
      ? markup`<nav><a href="?lang=en">English</a></nav>`
      : markup`<nav><a href="?lang=zh" lang="zh-CN">中文</a></nav>`;
  const table = markup`<table><thead><tr><th>${texts.received}</th><th>${texts.to}</th><th>${texts.text}</th></tr></thead><tbody>${rows}</tbody></table>
<p class="soft">${texts.showing(rows.length, all.length)}</p>`;
  const body = markup`${other}<h1>${texts.title}</h1><p class="hint">${texts.hint}</p>
<div class="card">${all.length > 0 ? table : texts.none}</div>`;
  return page({ language, title: texts.title, body });
}
