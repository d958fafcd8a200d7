import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CaughtLetters } from './caught-letters';

/** A catcher that answers these paths. */
async function catcher(answers: Record<string, unknown>): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe('letters of the catchers', () => {
  it('come by mail and by text message, the oldest first, each until a step has taken it', async () => {
    const mail = await catcher({
      '/api/statistics': { received: 1 },
      '/api/messages': { messages: [{ id: 'm', to: ['a@example.com'], subject: 'Accepted' }] },
      '/api/messages/m': { text: 'words' },
    });
    const sms = await catcher({ '/api/messages': { messages: [{ id: 's', to: '+8610', text: 'short' }] } });
    const letters = new CaughtLetters({ mail: mail.url, sms: sms.url });

    const found = await letters.untaken();
    expect(found).toEqual([
      { id: 'm', by: 'mail', to: ['a@example.com'], subject: 'Accepted', text: 'words' },
      { id: 's', by: 'sms', to: ['+8610'], subject: '', text: 'short' },
    ]);
    letters.take(found[0]!);
    expect((await letters.untaken()).map(({ id }) => id)).toEqual(['s']);
    mail.server.close();
    sms.server.close();
  });
});
