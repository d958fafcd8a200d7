import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { RegistrationSample } from './registration-records';

/** What a baseline is told of a submission: its parsed body. */
export interface BareSubmission {
  readonly channel: string;
  readonly complainant: { readonly type: string; readonly locale: string; readonly email?: string };
}

/** Everything that the rows of one registration need, its number left out. */
export interface BareRegistration {
  readonly complaintId: string;
  readonly source: string;
  readonly sourceId: string;
  readonly channel: string;
  readonly registeredAt: string;
  readonly complainantType: string;
  readonly locale: string;
  readonly reachableByMail: boolean;
  readonly packs: string;
  readonly holder: string;
  readonly eventId: string;
  /** In base64. */
  readonly wrappedKey: string;
  readonly keyHeaders: string;
  readonly keyValue: string;
  readonly dossierHeaders: string;
  /** What stands around the sealed dossier in its record. */
  readonly dossierBefore: string;
  /** In base64. */
  readonly sealed: string;
  readonly dossierAfter: string;
  /** With {@link NUMBER_PLACEHOLDER} for the number. */
  readonly eventHeaders: string;
  readonly eventValue: string;
}

export const ORGANISATION = 'acme';
export const UNIT = 'CS';
export const NUMBER_PLACEHOLDER = `NO-${randomUUID()}`;

/** Nonce and tag of the product's sealing. */
const SEALING_BYTES = 28;

/**
 * Makes what the bare baselines write: rows and records of the sizes that the product writes, without its sealing,
 * validation and encoding. The product's own records serve as templates.
 */
export class BareRegistrations {
  private readonly keyHeaders: string[];
  private readonly keyValue: string[];
  private readonly dossierHeaders: string[];
  private readonly dossierBefore: string[];
  private readonly dossierAfter: string[];
  private readonly eventHeaders: string[];
  private readonly eventValue: string[];
  private readonly wrappedKey: string;
  private readonly packs: string;
  private readonly holder: string;

  constructor({ complaintId, complaintNo, key, dossier, event }: RegistrationSample) {
    const aroundId = (text: string) => text.split(complaintId);
    const unnumbered = (text: string) => text.replaceAll(complaintNo, NUMBER_PLACEHOLDER);
    this.keyHeaders = aroundId(key.headers);
    this.keyValue = aroundId(key.value);
    this.dossierHeaders = aroundId(dossier.headers);
    const { sealed } = JSON.parse(dossier.value) as { sealed: string };
    const [before = '', after = ''] = dossier.value.split(sealed);
    this.dossierBefore = aroundId(before);
    this.dossierAfter = aroundId(after);
    this.eventHeaders = aroundId(unnumbered(event.headers));
    this.eventValue = aroundId(unnumbered(event.value));
    this.wrappedKey = (JSON.parse(key.value) as { wrappedKey: string }).wrappedKey;
    const { packs, holder } = JSON.parse(event.value) as { packs: unknown; holder: unknown };
    this.packs = JSON.stringify(packs);
    this.holder = JSON.stringify(holder);
  }

  of(submission: BareSubmission, source: string, sourceId: string): BareRegistration {
    const complaintId = v7();
    const registeredAt = new Date().toISOString();
    const { channel, complainant } = submission;
    const original = JSON.stringify({ trackingCode: 'ABCDEFGHJKMN', receivedAt: registeredAt, submission });
    return {
      complaintId,
      source,
      sourceId,
      channel,
      registeredAt,
      complainantType: complainant.type,
      locale: complainant.locale,
      reachableByMail: complainant.email !== undefined,
      packs: this.packs,
      holder: this.holder,
      eventId: v7(),
      wrappedKey: this.wrappedKey,
      keyHeaders: this.keyHeaders.join(complaintId),
      keyValue: this.keyValue.join(complaintId),
      dossierHeaders: this.dossierHeaders.join(complaintId),
      dossierBefore: this.dossierBefore.join(complaintId),
      sealed: Buffer.from(original + ' '.repeat(SEALING_BYTES)).toString('base64'),
      dossierAfter: this.dossierAfter.join(complaintId),
      eventHeaders: this.eventHeaders.join(complaintId),
      eventValue: this.eventValue.join(complaintId),
    };
  }
}
