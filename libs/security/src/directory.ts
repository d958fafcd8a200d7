import type { PrincipalKind } from './principal';

/** A member of staff or a client program, as `org.directory.v1` describes it. */
export interface DirectoryPerson {
  /** The `sub` of the person's tokens. */
  readonly id: string;
  readonly kind?: PrincipalKind;
  readonly name: string;
  readonly roles: readonly string[];
  readonly unitId: string;
  /** Complaints that the person can carry at once; 0 takes none. */
  readonly capacity: number;
  readonly active: boolean;
  readonly reportsTo?: string;
  readonly deputies?: readonly string[];
  readonly email?: string;
  readonly locale?: string;
}

export interface DirectoryUnit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly headId: string | null;
}

/** Who works where and may do what: a service's own copy of `org.directory.v1`. */
export abstract class Directory {
  /** The entry of a `sub`, active or not. */
  abstract person(sub: string): DirectoryPerson | undefined;
  abstract unit(id: string): DirectoryUnit | undefined;
  /** Everybody whose own unit it is, in order of id. */
  abstract membersOf(unitId: string): readonly DirectoryPerson[];
  /** True once the whole topic has been read; before that nobody can be authorised. */
  abstract isReady(): boolean;

  /** True when `unitId` is `ancestorId` or lies below it in the unit tree. */
  isWithin(unitId: string, ancestorId: string): boolean {
    return this.lineOf(unitId).some((unit) => unit === ancestorId);
  }

  /** The unit and those above it, nearest first. A loop in the tree ends the line. */
  lineOf(unitId: string): readonly string[] {
    const line: string[] = [];
    for (let id: string | null | undefined = unitId; id && !line.includes(id); id = this.unit(id)?.parentId)
      line.push(id);
    return line;
  }
}

/** A directory in memory, fed with the documents of `org.directory.v1` and from the service's table at start. */
export class InMemoryDirectory extends Directory {
  private readonly people = new Map<string, DirectoryPerson>();
  private readonly units = new Map<string, DirectoryUnit>();
  private ready = false;

  override person(sub: string): DirectoryPerson | undefined {
    return this.people.get(sub);
  }

  override unit(id: string): DirectoryUnit | undefined {
    return this.units.get(id);
  }

  override membersOf(unitId: string): readonly DirectoryPerson[] {
    return [...this.people.values()]
      .filter((person) => person.unitId === unitId)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  override isReady(): boolean {
    return this.ready;
  }

  /** Adds or replaces an entry. */
  putPerson(person: DirectoryPerson): void {
    this.people.set(person.id, person);
  }

  /** Adds or replaces a unit. */
  putUnit(unit: DirectoryUnit): void {
    this.units.set(unit.id, unit);
  }

  /** Forgets the person or unit of this id (a tombstone on the topic). */
  remove(id: string): void {
    this.people.delete(id);
    this.units.delete(id);
  }

  /** Says that the topic has been read to its end. */
  markReady(): void {
    this.ready = true;
  }
}
