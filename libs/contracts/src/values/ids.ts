import { z } from 'zod';

/** What every id looks like that the platform gives: a UUID in lower case. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const complaintIdSchema = z.uuid().describe('Complaint id, UUIDv7');

export const requestIdSchema = z.uuid().describe('Request id, UUIDv7');

export const staffIdSchema = z
  .string()
  .regex(/^(staff|client):[A-Za-z0-9._-]{1,100}$/)
  .describe('Opaque staff or client id of the directory');

/** A hash in hexadecimal digits; say of what with `describe`. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
