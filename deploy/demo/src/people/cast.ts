import type { RoleCode } from '@redress/contracts';
import type { DirectoryMember } from '@redress/local';
import type { Caller } from '@redress/local/driving';
import type { SeededRandom } from '@redress/testing';

/** A member of staff of the simulation, who signs in as anybody else does. */
export interface Colleague extends Caller {
  readonly roles: readonly string[];
  readonly unitId: string;
}

/** Everybody who plays: the staff of the directory, each with their own token. */
export class Cast {
  private readonly colleagues: readonly Colleague[];

  /** @param tokenFor signs a person in, or answers the token that is still valid */
  constructor(members: readonly DirectoryMember[], tokenFor: (id: string) => Promise<string>) {
    this.colleagues = members
      .filter(({ active, kind }) => active && kind === 'STAFF')
      .map(({ id, roles, unitId }) => ({ id, roles, unitId, token: () => tokenFor(id) }));
  }

  /** The person with this id. Throws when there is none. */
  person(id: string): Colleague {
    const found = this.colleagues.find((colleague) => colleague.id === id);
    if (!found) throw new Error(`Nobody called ${id} is in the directory`);
    return found;
  }

  /** Everybody with a role, in one unit if it is given. */
  all(role: RoleCode, unitId?: string): readonly Colleague[] {
    return this.colleagues.filter(
      ({ roles, unitId: own }) => roles.includes(role) && (unitId === undefined || own === unitId),
    );
  }

  /** A person with a role, in one unit if it is given. Throws when no person has it. */
  somebody(random: SeededRandom, role: RoleCode, unitId?: string): Colleague {
    const found = this.all(role, unitId);
    if (found.length === 0) throw new Error(`Nobody${unitId ? ` of ${unitId}` : ''} is ${role}`);
    return random.pick(found);
  }

  /** Units that have a handler of complaints. */
  get units(): string[] {
    return [...new Set(this.all('UNIT_HANDLER').map(({ unitId }) => unitId))];
  }
}
