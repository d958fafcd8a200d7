import type { EntityClass } from '@redress/persistence';
import { ComplaintContactEntity } from './complaint-contact.entity';
import { ComplaintPartyEntity } from './complaint-party.entity';
import { ComplaintSupplementEntity } from './complaint-supplement.entity';
import { MailboxMessageEntity } from './mailbox-message.entity';
import { PackPublicationEntity } from './pack-publication.entity';
import { RegistrationDraftEntity } from './registration-draft.entity';

export {
  ComplaintContactEntity,
  ComplaintPartyEntity,
  ComplaintSupplementEntity,
  MailboxMessageEntity,
  PackPublicationEntity,
  RegistrationDraftEntity,
};

/** Tables that repositories write. */
export const intakeEntities: readonly EntityClass[] = [
  ComplaintContactEntity,
  ComplaintPartyEntity,
  ComplaintSupplementEntity,
  MailboxMessageEntity,
  PackPublicationEntity,
  RegistrationDraftEntity,
];
