import type { DirectoryEntry } from '@redress/contracts';

/** A member of staff or a client program, as `org.directory.v1` describes it; `id` is the `sub` of its tokens. */
export type DirectoryPerson = Extract<DirectoryEntry, { kind: 'STAFF' | 'CLIENT' }>;

/** A unit of the organisation, as `org.directory.v1` describes it. */
export type DirectoryUnit = Extract<DirectoryEntry, { kind: 'UNIT' }>;

/** A system that publishes complaints on Kafka, as `org.directory.v1` describes it; `id` is its `ce_source`. */
export type DirectorySource = Extract<DirectoryEntry, { kind: 'SOURCE' }>;

/** Who works where and may do what: a service's own copy of `org.directory.v1`. */
export abstract class Directory {
  /** The entry of a `sub`, active or not. */
  abstract person(sub: string): DirectoryPerson | undefined;
  abstract unit(id: string): DirectoryUnit | undefined;
  /** The entry of a `ce_source`, active or not. */
  abstract source(id: string): DirectorySource | undefined;
  /** Everybody whose own unit it is, in order of id. */
  abstract membersOf(unitId: string): readonly DirectoryPerson[];
  /** Everybody for whom this person stands in now, in order of id. */
  abstract standsInFor(sub: string): readonly string[];
  /** Those who stand in for this person now, in the order in which they are named (RT-04). */
  abstract deputiesOf(sub: string): readonly string[];
  /** True once the whole topic has been read; before that no caller can be authorised. */
  abstract isReady(): boolean;

  /** Whether a person stands in for another one now. */
  isDeputyOf(deputy: string, sub: string): boolean {
    return this.deputiesOf(sub).includes(deputy);
  }

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
  private readonly sources = new Map<string, DirectorySource>();
  /** Whom each deputy stands in for. */
  private readonly byDeputy = new Map<string, Set<string>>();
  private ready = false;

  /** @param now business time, by which deputies stand in for a time */
  constructor(private readonly now: () => Date = () => new Date()) {
    super();
  }

  override person(sub: string): DirectoryPerson | undefined {
    return this.people.get(sub);
  }

  override unit(id: string): DirectoryUnit | undefined {
    return this.units.get(id);
  }

  override source(id: string): DirectorySource | undefined {
    return this.sources.get(id);
  }

  override membersOf(unitId: string): readonly DirectoryPerson[] {
    return [...this.people.values()]
      .filter((person) => person.unitId === unitId)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  override standsInFor(sub: string): readonly string[] {
    return [...(this.byDeputy.get(sub) ?? [])].filter((id) => this.isDeputyOf(sub, id)).sort();
  }

  override deputiesOf(sub: string): readonly string[] {
    const { deputies = [], deputyPeriods = [] } = this.people.get(sub) ?? {};
    if (deputyPeriods.length === 0) return deputies;
    const at = this.now().getTime();
    return deputies.filter((deputy) => {
      const periods = deputyPeriods.filter((period) => period.deputy === deputy);
      return periods.length === 0 || periods.some((period) => covers(period, at));
    });
  }

  override isReady(): boolean {
    return this.ready;
  }

  /** Takes a document of the topic: adds or replaces the entry of this id, or forgets it when there is none any more. */
  apply(id: string, entry: DirectoryEntry | null): void {
    for (const deputy of this.people.get(id)?.deputies ?? []) this.byDeputy.get(deputy)?.delete(id);
    this.people.delete(id);
    this.units.delete(id);
    this.sources.delete(id);
    if (entry?.kind === 'UNIT') this.units.set(id, entry);
    else if (entry?.kind === 'SOURCE') this.sources.set(id, entry);
    else if (entry) this.addPerson(id, entry);
  }

  private addPerson(id: string, person: DirectoryPerson): void {
    this.people.set(id, person);
    for (const deputy of person.deputies) {
      const known = this.byDeputy.get(deputy);
      if (known) known.add(id);
      else this.byDeputy.set(deputy, new Set([id]));
    }
  }

  /** Says that the topic has been read to its end. */
  markReady(): void {
    this.ready = true;
  }
}

function covers({ from, until }: { readonly from: string; readonly until: string | null }, atMs: number): boolean {
  return Date.parse(from) <= atMs && (until === null || atMs < Date.parse(until));
}
