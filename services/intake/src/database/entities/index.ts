import type { EntityClass } from '@redress/persistence';
import { ComplaintAttachmentEntity } from './complaint-attachment.entity';
import { ComplaintContactEntity } from './complaint-contact.entity';
import { ComplaintPartyEntity } from './complaint-party.entity';
import { ComplaintSupplementEntity } from './complaint-supplement.entity';
import { MailboxMessageEntity } from './mailbox-message.entity';
import { PackPublicationEntity } from './pack-publication.entity';
import { RegistrationDraftEntity } from './registration-draft.entity';

export {
  ComplaintAttachmentEntity,
  ComplaintContactEntity,
  ComplaintPartyEntity,
  ComplaintSupplementEntity,
  MailboxMessageEntity,
  PackPublicationEntity,
  RegistrationDraftEntity,
};

/** Tables that repositories write. */
export const intakeEntities: readonly EntityClass[] = [
  ComplaintAttachmentEntity,
  ComplaintContactEntity,
  ComplaintPartyEntity,
  ComplaintSupplementEntity,
  MailboxMessageEntity,
  PackPublicationEntity,
  RegistrationDraftEntity,
];
