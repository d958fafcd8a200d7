import { randomBytes, randomUUID } from 'node:crypto';
import { complaintRegistered, intakeDossier, privacyKey, USUAL_KIND, type IntakeDossier } from '@redress/contracts';
import { Custody } from '@redress/lifecycle';
import { Outbox, type OutboxRow } from '@redress/outbox';
import { newId } from '@redress/persistence';
import { KeyRing, randomBytesFromPool, seal } from '@redress/security';
import { dossierContext } from '@redress/vault';
import type { AcceptableSubmission } from '../domain/judge-submission';
import { proposalFor, type Candidate, type Proposal } from '../domain/registration-entry';
import { matchTextsOf } from '../domain/match-keys';
import { PORTAL_SOURCE } from '../domain/submission-source';
import { NumberPartsOfTheMinute, type NumberParts } from '../domain/number-parts';
import { TRACKING_CODE_BYTES, trackingCodeFrom } from '../domain/tracking-code';

/** Stands for the number, which only the statement knows; no submitter can know it, so that it stands nowhere else. */
export const NUMBER_PLACEHOLDER = `NO-${randomBytes(16).toString('hex')}`;

/** Stands between quotes for the possible duplicates, which only the statement knows. */
export const DUPLICATES_PLACEHOLDER = randomUUID();

const FIRST_VERSION = 1;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Everything about a registration but its number, ready to be written. */
export interface DraftRegistration {
  readonly complaintId: string;
  readonly candidate: Candidate;
  readonly proposal: Proposal;
  readonly numbering: NumberParts;
  readonly trackingCode: string;
  /** How it is recognised again; none where nothing is looked for. */
  readonly match: MatchKeys | undefined;
  readonly packs: string;
  readonly state: string;
  readonly holder: string;
  readonly eventId: string;
  readonly keyRow: OutboxRow;
  readonly dossierRow: OutboxRow;
  /** With {@link NUMBER_PLACEHOLDER} in place of the number. */
  readonly eventRow: OutboxRow;
}

/** Keyed hashes of contact and reference; nothing of either is kept in the clear. */
export interface MatchKeys {
  /** Under the active key of the ring: these are kept. */
  readonly keep: readonly string[];
  /** Under every key of the ring: these are looked for. */
  readonly look: readonly string[];
  /** Complaints registered before this are no duplicates. */
  readonly since: Date;
}

/** What a draft is made with. */
export interface DraftingParts {
  readonly custody: Custody<'intake'>;
  readonly outbox: Outbox;
  readonly keyRing: KeyRing;
  readonly numbering: NumberPartsOfTheMinute;
}

/** Makes ids, data key, sealed dossier and events of a registration; writes nothing. */
export function draftRegistration(
  candidate: Candidate,
  { custody, outbox, keyRing, numbering }: DraftingParts,
): DraftRegistration {
  const { content, identity, actor, origin } = candidate;
  const { submission, organisationId, registeredAt } = content;
  const complaintId = newId();
  const match = origin ? withoutLooking(matchKeysOf(content, keyRing)) : matchKeysOf(content, keyRing);
  const { withinHours } = content.pack.content.registration;
  const proposal = proposalFor(content, origin);
  const trackingCode = origin?.trackingCode ?? trackingCodeFrom(randomBytesFromPool(TRACKING_CODE_BYTES));
  const { dataKey, wrapped } = keyRing.issue(complaintId);
  const dossier: IntakeDossier = { trackingCode, receivedAt: content.receivedAt.toISOString(), submission };
  const sealedDossier = seal(dataKey, JSON.stringify(dossier), dossierContext(complaintId, 'intake', FIRST_VERSION));
  const document = { key: complaintId, organisationId, at: registeredAt };
  const begun = custody.begin(
    complaintRegistered,
    {
      complaintId,
      complaintNo: NUMBER_PLACEHOLDER,
      organisationId,
      packs: [content.pack.reference],
      receivingUnit: content.receivingUnit,
    },
    {
      at: registeredAt,
      actor,
      payload: {
        kind: submission.kind ?? USUAL_KIND,
        channel: submission.channel,
        receivedAt: content.receivedAt.toISOString(),
        registeredAt: registeredAt.toISOString(),
        receivedLate: content.receivedLate,
        receivingUnit: content.receivingUnit,
        complainantType: submission.complainant.type,
        locale: submission.complainant.locale,
        reachableByMail: submission.complainant.email !== undefined,
        // Only the portal answers complainants themselves, and shows them the code.
        ...(identity.source === PORTAL_SOURCE ? { shownToComplainant: true } : {}),
        source: identity,
        proposedCategory: proposal.category,
        proposedFlags: proposal.flags,
        missing: content.missing.length > 0 ? [...content.missing] : undefined,
        possibleDuplicates: match ? [DUPLICATES_PLACEHOLDER] : undefined,
        registrationDueAt:
          withinHours === undefined
            ? undefined
            : new Date(content.receivedAt.getTime() + withinHours * HOUR_MS).toISOString(),
        urgency: proposal.urgency,
        complexity: submission.complexity,
        faultLevel: submission.faultLevel,
        handling: submission.handling,
        subjectStaffId: submission.subjectStaffId,
        subjectUnitId: submission.subjectUnitId,
        linkedTo: origin?.complaintId,
        link: origin?.link,
        dossierVersion: FIRST_VERSION,
      },
    },
  );
  return {
    complaintId,
    candidate,
    proposal,
    numbering: numbering.of(content.pack, content.receivingUnit, registeredAt),
    trackingCode,
    match,
    packs: begun.packs,
    state: begun.state,
    holder: begun.holder,
    eventId: begun.eventId,
    keyRow: outbox.encodeDocument({ ...document, contract: privacyKey, data: { complaintId, ...wrapped } }),
    dossierRow: outbox.encodeDocument({
      ...document,
      contract: intakeDossier,
      data: { complaintId, version: FIRST_VERSION, sealed: sealedDossier.toString('base64') },
    }),
    eventRow: begun.row,
  };
}

/** What comes from another complaint is like that one, and no one has to find out. */
function withoutLooking(match: MatchKeys | undefined): MatchKeys | undefined {
  return match && { ...match, look: [] };
}

function matchKeysOf(content: AcceptableSubmission, keyRing: KeyRing): MatchKeys | undefined {
  const days = content.pack.content.registration.duplicatesWithinDays;
  const texts = days === undefined ? [] : matchTextsOf(content.organisationId, content.submission);
  if (days === undefined || texts.length === 0) return undefined;
  const hashes = texts.map((text) =>
    keyRing.fingerprints('possible-duplicate', text).map((hash) => hash.toString('base64url')),
  );
  return {
    keep: hashes.map(([active]) => active as string),
    look: hashes.flat(),
    since: new Date(content.registeredAt.getTime() - days * DAY_MS),
  };
}
