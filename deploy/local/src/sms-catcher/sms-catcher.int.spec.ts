import { SmsCatcher } from '../index';

describe('the catcher of text messages', () => {
  let catcher: SmsCatcher;
  beforeEach(async () => {
    catcher = await SmsCatcher.start();
  });
  afterEach(() => catcher.stop());

  const post = async (messageId: string, to = '+8613800138000') =>
    (
      await fetch(`${catcher.url}/messages`, {
        method: 'POST',
        body: JSON.stringify({ messageId, to, text: `投诉已受理 <${messageId}>` }),
      })
    ).status;
  const getJson = async <T>(path: string): Promise<T> => (await (await fetch(`${catcher.url}${path}`)).json()) as T;
  const misbehave = async (fault: unknown) =>
    (await fetch(`${catcher.url}/api/faults`, { method: 'PUT', body: JSON.stringify(fault) })).status;

  it('keeps a message once, shows it by recipient and gives its receipt from where one left off', async () => {
    expect([await post('a'), await post('a'), await post('b', '+8613900139000')]).toEqual([202, 202, 202]);

    const found = await getJson<{ total: number; messages: { text: string }[] }>('/api/messages?to=%2B8613800138000');
    expect(found).toMatchObject({ total: 1, messages: [{ messageId: 'a', text: '投诉已受理 <a>' }] });
    const first = await getJson<{ receipts: object[]; next: string }>('/receipts');
    expect(first.receipts).toEqual([
      { messageId: 'a', status: 'DELIVERED' },
      { messageId: 'b', status: 'DELIVERED' },
    ]);
    await post('c');
    expect(await getJson(`/receipts?after=${first.next}`)).toMatchObject({ receipts: [{ messageId: 'c' }] });
    // A position of an earlier run is none.
    expect(await getJson<{ receipts: object[] }>('/receipts?after=gone:2')).toMatchObject({ receipts: { length: 3 } });
    const page = await (await fetch(`${catcher.url}/?lang=zh`)).text();
    expect(page).toContain('投诉已受理 &#60;a&#62;');
  });

  it('misbehaves on demand', async () => {
    expect(await misbehave({ mode: 'nonsense' })).toBe(422);
    expect([await misbehave({ mode: 'refuse' }), await post('a')]).toEqual([200, 422]);
    expect([await misbehave({ mode: 'down' }), await post('a')]).toEqual([200, 503]);
    expect([await misbehave({ mode: 'silent' }), await post('a')]).toEqual([200, 202]);
    expect([await misbehave({ mode: 'undeliverable' }), await post('b')]).toEqual([200, 202]);

    expect(await getJson('/receipts')).toMatchObject({ receipts: [{ messageId: 'b', status: 'UNDELIVERABLE' }] });
    expect((await fetch(`${catcher.url}/messages`, { method: 'POST', body: '{' })).status).toBe(422);
  });
});
