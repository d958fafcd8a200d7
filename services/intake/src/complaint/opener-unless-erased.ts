import type { Reading } from '@redress/disclosure';
import { KeyMissing, type Opener, type Queryable, type Vault } from '@redress/vault';

/** Opens sealed columns of a complaint; undefined once the person was erased. */
export async function openerUnlessErased(
  vault: Vault,
  from: Queryable,
  complaintId: string,
  reading: Reading,
): Promise<Opener | undefined> {
  try {
    return await vault.opener(from, complaintId, reading);
  } catch (error) {
    if (error instanceof KeyMissing) return undefined;
    throw error;
  }
}
