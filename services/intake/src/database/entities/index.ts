import type { EntityClass } from '@redress/persistence';
import { PackPublicationEntity } from './pack-publication.entity';
import { PersonalDataReadEntity } from './personal-data-read.entity';

export { PackPublicationEntity, PersonalDataReadEntity };

/** Tables that repositories write. */
export const intakeEntities: readonly EntityClass[] = [PersonalDataReadEntity, PackPublicationEntity];
