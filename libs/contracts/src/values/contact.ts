import { z } from 'zod';

/** Where a person can be reached. */
export const contactShape = {
  email: z.email().max(254).optional(),
  phone: z
    .string()
    .regex(/^\+?[0-9 ()-]{5,24}$/, 'must be digits, spaces, brackets or hyphens')
    .optional(),
};
