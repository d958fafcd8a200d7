import { z } from 'zod';

/** Bytes in an event or document. */
export const base64Schema = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);
