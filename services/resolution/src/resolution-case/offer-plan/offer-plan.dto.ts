import { movedSchema } from '@redress/http';
import { z } from 'zod';

export const offeredSchema = movedSchema.extend({
  planId: z.uuid(),
  revision: z.number().int().positive(),
  offerId: z.uuid(),
  version: z.number().int().describe('Version of the resolution after it'),
});
