import { InvalidSetting, type ServiceConfig } from '@redress/service-host';

const DEFAULT_CONNECTIONS = 8;

export interface SmsSettings {
  readonly url: string;
  readonly token: string | undefined;
  readonly connections: number;
}

/**
 * Reads how text messages are sent; undefined where there is no gateway, so that letters go other ways.
 * @throws InvalidSetting
 */
export function smsSettings(config: ServiceConfig): SmsSettings | undefined {
  if (config.optional('REDRESS_SMS_URL') === undefined) return undefined;
  const url = config.url('REDRESS_SMS_URL');
  if (!/^https?:\/\//.test(url)) throw new InvalidSetting('REDRESS_SMS_URL', 'must begin with http:// or https://');
  return {
    url,
    token: config.optional('REDRESS_SMS_TOKEN'),
    connections: config.integer('REDRESS_SMS_CONNECTIONS', DEFAULT_CONNECTIONS, { min: 1, max: 100 }),
  };
}
