import { z } from 'zod';
import type { ServiceName } from '../custody/services';
import type { TopicName } from '../topics';
import { complaintIdSchema } from '../values';
import { base64Schema } from './base64';
import { defineDocument } from './document';

export const sealedDossierSchema = z.object({
  complaintId: complaintIdSchema,
  version: z.number().int().positive().describe('+1 for every change; events name the least version they need'),
  sealed: base64Schema.describe('AES-256-GCM with the data key of the complaint; the content is JSON'),
});

export type SealedDossier = z.infer<typeof sealedDossierSchema>;

const dossierOf = <S extends ServiceName>(emitter: S, topic: TopicName) =>
  defineDocument({
    type: `redress.${emitter}.dossier.v1`,
    topic,
    emitter,
    schema: sealedDossierSchema,
    description: `The whole sealed dossier of ${emitter} for one complaint.`,
    example: { complaintId: '019a9d6e-7a00-7000-8000-000000000001', version: 1, sealed: 'AQIDBA==' },
  });

export const intakeDossier = dossierOf('intake', 'intake.dossiers.v1');
export const routingDossier = dossierOf('routing', 'routing.dossiers.v1');
export const investigationDossier = dossierOf('investigation', 'investigation.dossiers.v1');
export const resolutionDossier = dossierOf('resolution', 'resolution.dossiers.v1');
