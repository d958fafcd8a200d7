import type { ServiceConfig } from '@redress/service-host';

/** Where complainants read their letters; this service answers there, under its own name or behind the public one. */
export function mailboxUrl(config: ServiceConfig): string {
  return `${config.url('REDRESS_MAILBOX_URL', config.optional('REDRESS_PUBLIC_URL'))}/v1/portal/letters`;
}
