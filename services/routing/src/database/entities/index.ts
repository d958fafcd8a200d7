import type { EntityClass } from '@redress/persistence';
import { DirectoryChangeEntity } from './directory-change.entity';
import { DirectoryProposalEntity } from './directory-proposal.entity';

export { DirectoryChangeEntity, DirectoryProposalEntity };

/** Tables that repositories write. */
export const routingEntities: readonly EntityClass[] = [DirectoryChangeEntity, DirectoryProposalEntity];
