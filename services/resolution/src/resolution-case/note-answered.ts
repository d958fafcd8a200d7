import type { ResolutionDossier } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import type { HeldComplaint } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import type { Vault } from '@redress/vault';

/** Says in the dossier whether one of several complainants has answered: no reminder goes to one who has. */
export async function noteAnswered(
  tx: Transaction,
  vault: Vault,
  complaint: HeldComplaint,
  { offerId, isAnswered, at }: { readonly offerId: string; readonly isAnswered: boolean; readonly at: Date },
): Promise<void> {
  const dossier = await vault.readDossier<ResolutionDossier>(tx, complaint.complaintId, 'resolution', FOR_WORK);
  if (!dossier) return;
  const { offer, partyOffers = [], ...rest } = dossier.content;
  const noted = <O extends { readonly offerId: string }>(one: O): O =>
    one.offerId === offerId ? { ...one, isAnswered } : one;
  const content: ResolutionDossier = { ...rest, offer: offer && noted(offer), partyOffers: partyOffers.map(noted) };
  await vault.writeDossier(tx, complaint, content, at);
}
