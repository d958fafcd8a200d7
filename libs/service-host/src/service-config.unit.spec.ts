import { InvalidSetting, ServiceConfig } from './service-config';

describe('the proxies that are believed', () => {
  const trusted = (value?: string) => new ServiceConfig({ REDRESS_TRUST_PROXY: value }).trustedProxies();

  it.each([undefined, '', '  '])('are none when nothing is said: %p', (value) => expect(trusted(value)).toBe(false));

  it.each([
    ['10.0.0.7', ['10.0.0.7']],
    ['  10.0.0.7 ,\t10.1.0.0/16\n', ['10.0.0.7', '10.1.0.0/16']],
    ['fd00::7, fd00:1::/48', ['fd00::7', 'fd00:1::/48']],
    ['loopback', ['127.0.0.0/8', '::1']],
    ['loopback, 10.0.0.7', ['127.0.0.0/8', '::1', '10.0.0.7']],
    [' 2 ', 2],
  ])('are %p', (value, expected) => expect(trusted(value)).toEqual(expected));

  it.each([
    'proxy.example',
    'true',
    '10.0.0.7,',
    ',',
    '10.0.0.7;10.0.0.8',
    '10.0.0.7 10.0.0.8',
    '10.0.0.256',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/0',
    '10.0.0.0/255.0.0.0',
    '10.0.0.0/8/8',
    '10.0.0.0/x',
    '::/0',
    'fd00::/129',
    'fe80::1%eth0',
    '10.0.0.7:443',
    '0',
    '11',
    '-1',
    '1.5',
    '*',
  ])('cannot be %p, and the error names the variable and not the value', (value) => {
    const reading = () => trusted(value);

    expect(reading).toThrow(InvalidSetting);
    expect(reading).toThrow(/^REDRESS_TRUST_PROXY must be /);
  });
});

describe('the clock', () => {
  const clock = (environment: Record<string, string>) => new ServiceConfig(environment).clock();

  it('is not driven in production', () => {
    for (const REDRESS_CLOCK of ['driven', 'driven:2026-03-02T01:00:00Z', 'sundial']) {
      expect(() => clock({ NODE_ENV: 'production', REDRESS_CLOCK })).toThrow(
        'REDRESS_CLOCK must be real where NODE_ENV is production: a driven clock is for simulations',
      );
    }
    expect(clock({ NODE_ENV: 'production' })).toEqual({ kind: 'real' });
    expect(clock({ NODE_ENV: 'simulation', REDRESS_CLOCK: 'driven' })).toMatchObject({ kind: 'driven' });
  });
});
