import { dependsOnCode, waysOf, type Addressee } from './letter-ways';

const EMAIL = 'a@mail.example';
const PHONE = '+8613800138000';
const bare = { hasGateway: true, holdsCode: false };
const withCode = { hasGateway: true, holdsCode: true };

// CM-11, contracts, section 7
describe('the ways of a letter', () => {
  it.each([
    ['mail, then text message', {}, { email: EMAIL, phone: PHONE }, ['EMAIL', 'SMS']],
    [
      'text message first to those who want it',
      {},
      { email: EMAIL, phone: PHONE, preferredWay: 'SMS' },
      ['SMS', 'EMAIL'],
    ],
    ['what there is, whatever is preferred', {}, { phone: PHONE, preferredWay: 'EMAIL' }, ['SMS']],
    ['no text message without a gateway', { hasGateway: false }, { email: EMAIL, phone: PHONE }, ['EMAIL']],
    ['none for those who gave nothing', {}, {}, []],
    ['the mailbox for those who gave nothing and hold the code', withCode, {}, ['MAILBOX']],
    [
      'the mailbox for those who want it and hold the code',
      withCode,
      { email: EMAIL, preferredWay: 'MAILBOX' },
      ['MAILBOX'],
    ],
    ['what brings the code to those who want the mailbox', {}, { email: EMAIL, preferredWay: 'MAILBOX' }, ['EMAIL']],
    ['paper for those who want it', withCode, { email: EMAIL, phone: PHONE, preferredWay: 'PRINT' }, ['PRINT']],
  ] as const)('are %s', (_, given, addressee: Addressee, ways) => {
    expect(waysOf('CLOSURE', addressee, { ...bare, ...given })).toEqual(ways);
  });

  it('are only those that bring a one-time code at once', () => {
    expect(waysOf('ONE_TIME_CODE', { email: EMAIL, preferredWay: 'PRINT' }, withCode)).toEqual(['EMAIL']);
    expect(waysOf('ONE_TIME_CODE', {}, withCode)).toEqual([]);
  });

  it('ask for the code only where it matters', () => {
    expect(dependsOnCode('CLOSURE', { email: EMAIL, phone: PHONE }, true)).toBe(false);
    expect(dependsOnCode('CLOSURE', { email: EMAIL, preferredWay: 'PRINT' }, true)).toBe(false);
    expect(dependsOnCode('CLOSURE', { phone: PHONE }, false)).toBe(true);
    expect(dependsOnCode('CLOSURE', { email: EMAIL, preferredWay: 'MAILBOX' }, true)).toBe(true);
    expect(dependsOnCode('ONE_TIME_CODE', {}, true)).toBe(false);
  });
});
