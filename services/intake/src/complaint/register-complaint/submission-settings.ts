import { Injectable } from '@nestjs/common';
import { SourceKeys, UnusableSourceKeys } from '@redress/security';
import { InvalidSetting, ServiceConfig } from '@redress/service-host/config';

/** Limits of the public doors and the keys of the publishers; read once at start. */
@Injectable()
export class SubmissionSettings {
  /** Public registrations that one address may make in a minute. */
  readonly portalSubmissionsPerMinute: number;
  /** Public look-ups and requests that one address may make in a minute: they could be used to guess codes. */
  readonly portalLookupsPerMinute: number;
  /** Public registrations that may name one e-mail address in an hour and in a day: each of them has it written to. */
  readonly portalMailsPerRecipientHour: number;
  readonly portalMailsPerRecipientDay: number;
  /** With which sources sign what they publish. */
  readonly sourceKeys: SourceKeys;

  constructor(config: ServiceConfig) {
    const bounds = { min: 1, max: 1_000_000 };
    this.portalSubmissionsPerMinute = config.integer('REDRESS_PORTAL_SUBMISSIONS_PER_MINUTE', 10, bounds);
    this.portalLookupsPerMinute = config.integer('REDRESS_PORTAL_LOOKUPS_PER_MINUTE', 20, bounds);
    this.portalMailsPerRecipientHour = config.integer('REDRESS_PORTAL_MAILS_PER_RECIPIENT_HOUR', 5, bounds);
    this.portalMailsPerRecipientDay = config.integer('REDRESS_PORTAL_MAILS_PER_RECIPIENT_DAY', 20, bounds);
    this.sourceKeys = readKeys(config.text('REDRESS_SOURCE_KEYS', '{}'));
  }
}

function readKeys(text: string): SourceKeys {
  try {
    return SourceKeys.parse(text);
  } catch (error) {
    if (error instanceof UnusableSourceKeys) throw new InvalidSetting('REDRESS_SOURCE_KEYS', error.message);
    throw error;
  }
}
