import { NotFound, type Caller } from '@redress/commands';
import { REACH, type PeopleAccess, type Relation, type RoleCode } from '@redress/contracts';
import { AccessDenied, type Grantor, type Missing } from './authorise';
import type { Directory, DirectoryPerson } from './directory';

/** A database or a transaction. */
export interface Queryable {
  query<R extends object>(sql: string, params?: readonly unknown[], name?: string): Promise<{ readonly rows: R[] }>;
}

/** Who may do an operation on a complaint, as the access table says it. */
export type CaseOperation = PeopleAccess;

/** Where a complaint stands, as far as relations to it go. */
export interface CaseStanding {
  readonly organisationId: string;
  /** The unit responsible. */
  readonly unitId: string;
  readonly receivingUnit: string;
  readonly handlerId: string | null;
  /** Whether the reader has taken part in it. */
  readonly tookPart: boolean;
}

/** Units that a service knows to have work on a complaint besides the one responsible: those that are to carry out a remedy. */
export abstract class RemedyUnits {
  abstract of(from: Queryable, complaintId: string): Promise<readonly string[]>;
}

const STANDING = `select organisation_id as "organisationId", unit_id as "unitId", receiving_unit as "receivingUnit",
  handler_id as "handlerId",
  participants @> jsonb_build_array(jsonb_build_object('personId', $2::text)) as "tookPart"
from complaint_custody c where complaint_id = $1`;

const ADMINISTRATOR: Grantor = { role: 'ORGANISATION_ADMIN' };

/**
 * Who may see and do what with a complaint, asked of the access table in one place: organisation, unit tree, roles, relation
 * to the case (architecture 5.12, SY-01, SY-04).
 */
export class CaseAccess {
  constructor(
    private readonly directory: Directory,
    private readonly remedyUnits?: RemedyUnits,
  ) {}

  /**
   * Lets a reader pass who may do the operation on the complaint.
   * @throws NotFound when the complaint is not the reader's to see: another organisation's, or none that any role of theirs reaches
   * @throws AccessDenied naming role or relation, when they see it but may not do this
   */
  async mustSee(from: Queryable, complaintId: string, reader: Caller, operation: CaseOperation): Promise<void> {
    const { rows } = await from.query<CaseStanding>(STANDING, [complaintId, reader.sub], 'case-standing');
    const standing = rows[0];
    if (!standing) throw new NotFound('complaint');
    const fitting =
      operation === 'authenticated' ? reader.roles : reader.roles.filter((role) => operation.includes(role));
    const relations = await this.relationsOf(from, complaintId, standing, reader, fitting);
    if (reaches(fitting, relations)) return;
    if (!reaches(reader.roles, relations)) throw new NotFound('complaint');
    throw this.denial(operation as readonly RoleCode[], fitting, standing);
  }

  /** {@link mustSee} as a question, for lists of a few. */
  async maySee(from: Queryable, complaintId: string, reader: Caller, operation: CaseOperation): Promise<boolean> {
    try {
      await this.mustSee(from, complaintId, reader, operation);
      return true;
    } catch (error) {
      if (error instanceof NotFound || error instanceof AccessDenied) return false;
      throw error;
    }
  }

  /**
   * The relations that hold between a reader and a complaint, as far as they can change the answer for these roles; none
   * across organisations.
   */
  private async relationsOf(
    from: Queryable,
    complaintId: string,
    standing: CaseStanding,
    reader: Caller,
    fitting: readonly RoleCode[],
  ): Promise<ReadonlySet<Relation>> {
    const relations = relationsTo(standing, reader, this.directory);
    const { unitId } = reader;
    // The one relation that costs a statement, for those only whom no other brings here.
    if (
      this.remedyUnits &&
      unitId !== null &&
      standing.organisationId === reader.organisationId &&
      reader.roles.some((role) => REACH[role].includes('remedy')) &&
      !reaches(fitting, relations)
    ) {
      const owners = await this.remedyUnits.of(from, complaintId);
      if (owners.some((owner) => this.directory.isWithin(owner, unitId))) return new Set([...relations, 'remedy']);
    }
    return relations;
  }

  private denial(
    operation: readonly RoleCode[],
    fitting: readonly RoleCode[],
    { unitId, handlerId }: CaseStanding,
  ): AccessDenied {
    if (fitting.length === 0) return new AccessDenied([{ kind: 'ROLE', anyOf: operation }], [ADMINISTRATOR]);
    const anyOf = [...new Set(fitting.flatMap((role) => REACH[role]))];
    const missing: Missing[] = [{ kind: 'RELATION', anyOf, unit: unitId }];
    const head = this.directory.unit(unitId)?.headId;
    const grantors = [handlerId, head].flatMap((person): Grantor[] => (person ? [{ person }] : []));
    return new AccessDenied(missing, grantors.length > 0 ? grantors : [ADMINISTRATOR]);
  }
}

/** The relations that follow from where a complaint stands; none across organisations. */
export function relationsTo(
  { organisationId, unitId, receivingUnit, handlerId, tookPart }: CaseStanding,
  reader: Pick<Caller, 'sub' | 'organisationId' | 'unitId'>,
  directory: Directory,
): ReadonlySet<Relation> {
  const relations = new Set<Relation>();
  if (organisationId !== reader.organisationId) return relations;
  relations.add('organisation');
  const own = reader.unitId;
  if (own !== null && directory.isWithin(unitId, own)) relations.add('line');
  if (own !== null && unitId === own) relations.add('unit');
  if (own !== null && directory.isWithin(receivingUnit, own)) relations.add('received');
  const standsIn = handlerId !== null && directory.isDeputyOf(reader.sub, handlerId);
  if (tookPart || handlerId === reader.sub || standsIn) relations.add('case');
  return relations;
}

function reaches(roles: readonly RoleCode[], relations: ReadonlySet<Relation>): boolean {
  return roles.some((role) => REACH[role].some((relation) => relations.has(relation)));
}

/** Whether a person reaches a complaint by any of their roles, to be told of it; the relation by a remedy is not asked for. */
export function reachesCase(standing: CaseStanding, person: DirectoryPerson, directory: Directory): boolean {
  const { active, id, organisationId, roles, unitId } = person;
  return active && reaches(roles, relationsTo(standing, { sub: id, organisationId, unitId }, directory));
}
