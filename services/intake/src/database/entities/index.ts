import type { EntityClass } from '@redress/persistence';
import { ComplaintContactEntity } from './complaint-contact.entity';
import { PackPublicationEntity } from './pack-publication.entity';

export { ComplaintContactEntity, PackPublicationEntity };

/** Tables that repositories write. */
export const intakeEntities: readonly EntityClass[] = [ComplaintContactEntity, PackPublicationEntity];
