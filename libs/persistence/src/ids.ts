import { v7 } from 'uuid';

/** A new UUIDv7: unique, and ordered by time of creation, so that indexes grow at one end. */
export function newId(): string {
  return v7();
}
