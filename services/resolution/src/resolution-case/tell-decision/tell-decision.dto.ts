import { movedSchema } from '@redress/http';
import { z } from 'zod';

export const toldSchema = movedSchema.extend({
  planId: z.uuid(),
  revision: z.number().int().positive(),
  version: z.number().int().describe('Version of the resolution after it'),
});
