import { InvalidSetting, ServiceConfig } from '@redress/service-host';
import { mailSettings } from './mail-settings';

const given = (settings: Record<string, string>) =>
  mailSettings(
    new ServiceConfig({
      REDRESS_SMTP_URL: 'smtp://mail.example:25',
      REDRESS_MAIL_FROM: 'Acme Customer Care <care@acme.example>',
      ...settings,
    }),
  );

describe('the settings for mail', () => {
  it.each(['Acme Customer Care <care@acme.example>', '"Acme Customer Care" <care@acme.example>'])('take %s', (from) => {
    expect(given({ REDRESS_MAIL_FROM: from }).from).toEqual({
      name: 'Acme Customer Care',
      address: 'care@acme.example',
    });
  });

  it.each([
    ['REDRESS_MAIL_FROM', 'care@acme.example'],
    ['REDRESS_MAIL_FROM', 'Acme <care>'],
    ['REDRESS_MAIL_FROM', 'Acme\r\nBcc: x <care@acme.example>'],
    ['REDRESS_SMTP_URL', 'http://mail.example'],
    ['REDRESS_SMTP_CONNECTIONS', '0'],
  ])('refuse %s = %j and name the variable', (variable, value) => {
    expect(() => given({ [variable]: value })).toThrow(InvalidSetting);
    expect(() => given({ [variable]: value })).toThrow(variable);
  });
});
