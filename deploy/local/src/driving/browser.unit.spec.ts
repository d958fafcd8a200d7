import { formsIn } from './browser';

describe('forms of a page', () => {
  it('are read with hidden fields, named buttons and escaped values', () => {
    const [form, other] = formsIn(`<form method="post" action="/v1/offers/a?x=1&amp;y=2">
      <input type=hidden name="step" value="accept"><input name='code' autocomplete="off">
      <button name="decision" value="accept">Agree</button><button>Plain</button></form>
      <input name="outside" value="1"><form action="/other"></form>`);

    expect(form).toEqual({
      action: '/v1/offers/a?x=1&y=2',
      fields: new Map([
        ['step', 'accept'],
        ['code', ''],
      ]),
      buttons: [{ name: 'decision', value: 'accept' }],
    });
    expect(other?.fields.size).toBe(0);
  });
});
