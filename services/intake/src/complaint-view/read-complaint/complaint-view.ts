import type { IntakeDossier } from '@redress/contracts';
import { parsePacks } from '@redress/outbox';
import { maskEmail, maskName, maskPhone } from '@redress/security';
import type { z } from 'zod';
import type { RegisteredComplaint } from '../../complaint/register';
import type { dossierView, registerView } from './complaint.dto';

/** The register entry as it is answered. */
export function toRegisterView(complaint: RegisteredComplaint): z.input<typeof registerView> {
  return {
    complaintId: complaint.complaintId,
    complaintNo: complaint.complaintNo,
    organisationId: complaint.organisationId,
    packs: parsePacks(complaint.packs),
    source: { source: complaint.source, id: complaint.sourceId },
    kind: complaint.kind,
    channel: complaint.channel as z.input<typeof registerView>['channel'],
    receivingUnit: complaint.receivingUnit,
    receivedAt: complaint.receivedAt.toISOString(),
    registeredAt: complaint.registeredAt.toISOString(),
    receivedLate: complaint.receivedLate,
    missing: [...complaint.missing],
    registeredBy: {
      kind: complaint.registeredByKind as z.input<typeof registerView>['registeredBy']['kind'],
      id: complaint.registeredById,
    },
    linkedTo:
      complaint.linkedTo !== null && complaint.link !== null
        ? { complaintId: complaint.linkedTo, link: complaint.link }
        : null,
    state: complaint.state,
    stateSeq: complaint.stateSeq,
    holder: complaint.holder,
  };
}

/** The dossier with contacts masked and without what the register entry says already. */
export function toMaskedDossier(dossier: {
  readonly version: number;
  readonly content: IntakeDossier;
}): z.input<typeof dossierView> {
  const {
    kind: _k,
    channel: _c,
    receivedAt: _r,
    receivingUnit: _u,
    pack: _p,
    complainant,
    representation,
    ...words
  } = dossier.content.submission;
  const { type, name, email, phone, locale } = complainant;
  return {
    version: dossier.version,
    complainant: {
      type,
      ...(name === undefined ? {} : { name: maskName(name) }),
      ...(email === undefined ? {} : { email: maskEmail(email) }),
      ...(phone === undefined ? {} : { phone: maskPhone(phone) }),
      locale,
    },
    ...(representation === undefined
      ? {}
      : { representation: { ...representation, represents: maskName(representation.represents) } }),
    ...words,
  };
}

/** What a masked dossier shows, as the log of disclosures names it. */
export function fieldsOf({ version: _v, complainant: _c, ...words }: z.input<typeof dossierView>): string[] {
  return [
    'complainant.masked',
    ...Object.keys(words).filter((name) => words[name as keyof typeof words] !== undefined),
  ];
}
