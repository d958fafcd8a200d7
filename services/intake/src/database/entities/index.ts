import type { EntityClass } from '@redress/persistence';
import { PackPublicationEntity } from './pack-publication.entity';

export { PackPublicationEntity };

/** Tables that repositories write. */
export const intakeEntities: readonly EntityClass[] = [PackPublicationEntity];
