import { RoleCode } from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';

export const submittedSchema = movedSchema.extend({
  planId: z.uuid(),
  revision: z.number().int().positive(),
  approverRole: RoleCode.describe('Lowest role that the authority matrix lets approve it'),
  version: z.number().int(),
});
