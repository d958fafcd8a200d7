import type { ServiceConfig } from '@redress/service-host';

/** Base of the link to the page on which complainants answer questions; investigation serves it, under its own name or behind the public one. */
export function questionsUrl(config: ServiceConfig): string {
  return config.url('REDRESS_QUESTIONS_URL', config.optional('REDRESS_PUBLIC_URL'));
}
