import { InvalidSetting, type ServiceConfig } from '@redress/service-host';

const DEFAULT_CONNECTIONS = 8;

export interface MailSettings {
  readonly url: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly connections: number;
}

/**
 * Reads how mail is sent. The name in `REDRESS_MAIL_FROM` is the name under which letters are signed.
 * @throws InvalidSetting
 */
export function mailSettings(config: ServiceConfig): MailSettings {
  const from = /^\s*"?([^"<>\r\n]+?)"?\s*<([^\s<>@]+@[^\s<>@]+)>\s*$/.exec(config.text('REDRESS_MAIL_FROM'));
  if (!from) throw new InvalidSetting('REDRESS_MAIL_FROM', 'must be of the form Name <address@domain>');
  const url = config.url('REDRESS_SMTP_URL');
  if (!/^smtps?:\/\//.test(url)) throw new InvalidSetting('REDRESS_SMTP_URL', 'must begin with smtp:// or smtps://');
  return {
    url,
    from: { name: from[1] as string, address: from[2] as string },
    connections: config.integer('REDRESS_SMTP_CONNECTIONS', DEFAULT_CONNECTIONS, { min: 1, max: 100 }),
  };
}
