import { createTransport } from 'nodemailer';
import { MailCatcher, type CaughtLetter } from '../index';

describe('the mail catcher', () => {
  let catcher: MailCatcher;
  beforeEach(async () => {
    catcher = await MailCatcher.start();
  });
  afterEach(() => catcher.stop());

  const send = async (overrides: Record<string, unknown> = {}) => {
    const transport = createTransport(catcher.smtpUrl);
    try {
      return await transport.sendMail({
        from: 'service@acme.example',
        to: 'Wang@Customer.Example',
        subject: '受理函 CS-261122-00001',
        messageId: '<ack-1@redress>',
        text: '您的投诉已受理。',
        html: '<p>您的投诉已受理。</p>',
        ...overrides,
      });
    } finally {
      transport.close();
    }
  };
  const getJson = async (path: string) => (await fetch(`${catcher.url}${path}`)).json();
  const misbehave = (fault: unknown) =>
    fetch(`${catcher.url}/api/faults`, { method: 'PUT', body: JSON.stringify(fault) });

  it('shows a letter by recipient with its texts and headers', async () => {
    await send();
    await send({ to: 'else@customer.example', messageId: '<ack-2@redress>' });
    const { total, messages } = (await getJson('/api/messages?to=wang@customer.example')) as {
      total: number;
      messages: CaughtLetter[];
    };
    expect(total).toBe(1);
    expect(messages[0]).toMatchObject({
      subject: '受理函 CS-261122-00001',
      messageId: '<ack-1@redress>',
      to: ['wang@customer.example'],
    });
    const letter = (await getJson(`/api/messages/${messages[0]?.id}`)) as CaughtLetter;
    expect(letter.text).toContain('您的投诉已受理。');
    expect(letter.html).toBe('<p>您的投诉已受理。</p>');
    expect(letter.headers['message-id']).toBe('<ack-1@redress>');
  });

  it('counts Message-IDs that come more than once', async () => {
    await send();
    await send();
    await send({ messageId: '<ack-2@redress>' });
    expect(await getJson('/api/statistics')).toEqual({
      received: 3,
      distinctMessageIds: 2,
      repeated: [{ messageId: '<ack-1@redress>', count: 2 }],
    });
    expect((await fetch(`${catcher.url}/api/messages`, { method: 'DELETE' })).status).toBe(204);
    expect(await getJson('/api/statistics')).toEqual({ received: 0, distinctMessageIds: 0, repeated: [] });
  });

  it('refuses connections while it is down and comes back on the same port', async () => {
    const before = catcher.smtpUrl;
    await misbehave({ mode: 'down' });
    await expect(send()).rejects.toThrow(/ECONNREFUSED/);
    await misbehave({ mode: 'ok' });
    await send();
    expect(catcher.smtpUrl).toBe(before);
    expect(catcher.statistics().received).toBe(1);
  });

  it('keeps a letter that it cut the connection after, and never answers it', async () => {
    await misbehave({ mode: 'killAfterData' });
    await expect(send()).rejects.toThrow();
    await misbehave({ mode: 'ok' });
    await send();
    expect(catcher.list().map((letter) => letter.answered)).toEqual([true, false]);
    expect(catcher.statistics().repeated).toEqual([{ messageId: '<ack-1@redress>', count: 2 }]);
  });

  it('answers late when it is slow', async () => {
    await misbehave({ mode: 'slow', delayMs: 80 });
    const startedAt = performance.now();
    await send();
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(79);
  });

  it('refuses every recipient for good when told so', async () => {
    await misbehave({ mode: 'refuse' });
    await expect(send()).rejects.toMatchObject({ responseCode: 550 });
    expect(catcher.statistics().received).toBe(0);
  });

  it.each([
    ['{', ''],
    ['{"mode":"sideways"}', '/mode'],
    ['{"mode":"slow"}', '/delayMs'],
    ['{"mode":"slow","delayMs":-1}', '/delayMs'],
  ])('refuses the fault %s and names the field', async (body, pointer) => {
    const response = await fetch(`${catcher.url}/api/faults`, { method: 'PUT', body });
    expect(response.status).toBe(422);
    const { errors } = (await response.json()) as { errors: Array<{ pointer: string }> };
    expect(errors.map((error) => error.pointer)).toContain(pointer);
    expect(catcher.fault).toEqual({ mode: 'ok' });
  });

  it('shows letters to people in both languages and lets none of them run anything', async () => {
    await send({ subject: '<img src=x onerror=alert(1)>', html: '<script>alert(1)</script>' });
    const list = await (await fetch(`${catcher.url}/?lang=zh`)).text();
    expect(list).toContain('收件人');
    expect(list).not.toContain('<img');
    const id = catcher.list()[0]?.id;
    expect(await (await fetch(`${catcher.url}/letters/${id}?lang=en`)).text()).toContain('As plain text');
    const body = await fetch(`${catcher.url}/letters/${id}/body`);
    expect(body.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups; default-src 'none'/);
  });

  it('answers 404 for a letter that is not there', async () => {
    expect((await fetch(`${catcher.url}/api/messages/01890000-0000-7000-8000-000000000000`)).status).toBe(404);
  });
});
