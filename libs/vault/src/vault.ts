import type { DocumentContract, ServiceName } from '@redress/contracts';
import { noteOpened, type Reading } from '@redress/disclosure';
import type { LockedComplaint } from '@redress/lifecycle';
import type { Outbox } from '@redress/outbox';
import { mustChange, type Database, type QueryResult, type Transaction } from '@redress/persistence';
import { seal, SealAlarm, SealBroken, unseal, type KeyRing } from '@redress/security';
import { contextOf, dossierPlace, type ColumnName, type SealedPlace } from './sealed-place';

/** Where to read: a transaction, or the database itself. */
export type Queryable = Pick<Transaction | Database, 'query'>;

/** The data key of a complaint is not here: it has not arrived yet, or the person was erased. */
export class KeyMissing extends Error {
  constructor(readonly complaintId: string) {
    super(`There is no data key for complaint ${complaintId}`);
    this.name = 'KeyMissing';
  }
}

/** How the log of disclosures names the dossier of a service. */
export function dossierName(source: ServiceName): string {
  return `dossier.${source}`;
}

/** Opens sealed columns of one complaint, each in its place. */
export type Opener = (place: SealedPlace, sealed: Uint8Array) => string;

/** A dossier that was opened; for one request, never to be kept. */
export interface OpenDossier<T> {
  readonly version: number;
  readonly content: T;
  /** Seals a text for a column of the same complaint as {@link Vault.seal} does, without reading its key again. */
  seal(place: SealedPlace, text: string | Buffer): Buffer;
}

/** A dossier as it lies in the table; it costs something only when it is opened. */
export interface ClosedDossier<T> {
  /**
   * @throws KeyMissing when its key is not here
   * @throws SealBroken
   */
  open(): OpenDossier<T>;
}

interface KeyRow {
  complaint_id: string;
  key_ring_id: string;
  wrapped: Buffer;
}

/** What stands beside a row whose key is not here. */
interface NoKeyRow {
  complaint_id: null;
}

interface DossierRow {
  id: string;
  version: number;
  sealed: Buffer;
}

/**
 * Personal data of complaints in one service: data keys, sealed columns and copies of sealed dossiers (architecture,
 * decision 5). When the key of a complaint is lost, so is the person; numbers and counts stay.
 */
export class Vault {
  constructor(
    private readonly service: ServiceName,
    private readonly keyRing: KeyRing,
    private readonly outbox: Outbox,
    private readonly alarm: SealAlarm,
    private readonly ownDossier: DocumentContract<{ complaintId: string; version: number; sealed: string }> | undefined,
  ) {}

  /** Whether the data key of the complaint is here. */
  async hasKey(from: Queryable, complaintId: string): Promise<boolean> {
    return (await this.rowOf(from, complaintId)) !== undefined;
  }

  /**
   * Seals a text for a column.
   * @param place column, row and version in which it will lie; it opens there only
   * @throws KeyMissing
   */
  async seal(from: Queryable, complaintId: string, place: SealedPlace, text: string | Buffer): Promise<Buffer> {
    return seal(await this.keyOf(from, complaintId), text, contextOf(complaintId, place));
  }

  /**
   * Opens what {@link seal} made.
   * @param reading who sees it; what a member of staff sees is noted for the log of disclosures (D10)
   * @throws KeyMissing
   * @throws SealBroken when it was sealed for another place, or was changed; the alarm is raised
   */
  async unseal(
    from: Queryable,
    complaintId: string,
    place: SealedPlace,
    sealed: Uint8Array,
    reading: Reading,
  ): Promise<string> {
    return (await this.opener(from, complaintId, reading))(place, sealed);
  }

  /**
   * Reads the key once for several columns that {@link seal} made; for one request, never to be kept.
   * @throws KeyMissing
   */
  async opener(from: Queryable, complaintId: string, reading: Reading): Promise<Opener> {
    const dataKey = await this.keyOf(from, complaintId);
    return (place, sealed) => {
      noteOpened(reading, complaintId, place.column);
      return this.openAt(dataKey, complaintId, place, sealed);
    };
  }

  /**
   * The plain data key of a complaint, for a stream of `column`; never to be kept.
   * @throws KeyMissing
   */
  async dataKey(from: Queryable, complaintId: string, column: ColumnName, reading: Reading): Promise<Buffer> {
    const dataKey = await this.keyOf(from, complaintId);
    noteOpened(reading, complaintId, column);
    return dataKey;
  }

  /**
   * The newest dossier of `source` for the complaint, or undefined when none has arrived or was erased.
   * @throws KeyMissing when the dossier is here and its key is not
   */
  async readDossier<T>(
    from: Queryable,
    complaintId: string,
    source: ServiceName,
    reading: Reading,
  ): Promise<OpenDossier<T> | undefined> {
    return (await this.readDossiers<T>(from, [complaintId], source, reading)).get(complaintId)?.open();
  }

  /** The newest dossiers of `source` for several complaints, still closed; those that are not here are absent. */
  async readDossiers<T>(
    from: Queryable,
    complaintIds: readonly string[],
    source: ServiceName,
    reading: Reading,
  ): Promise<ReadonlyMap<string, ClosedDossier<T>>> {
    const { rows }: QueryResult<DossierRow & (KeyRow | NoKeyRow)> = await from.query(
      `select d.complaint_id as id, d.version, d.sealed, k.complaint_id, k.key_ring_id, k.wrapped
       from dossier d left join data_key k on k.complaint_id = d.complaint_id
       where d.complaint_id = any($1::uuid[]) and d.source = $2`,
      [complaintIds, source],
      'vault-dossiers',
    );
    return new Map(rows.map((row) => [row.id, { open: () => this.open<T>(row, source, reading) }]));
  }

  /**
   * Writes the next version of this service's own dossier and publishes it sealed.
   * @returns the version, to be named on the event that needs it
   * @throws KeyMissing
   */
  async writeDossier(tx: Transaction, complaint: LockedComplaint, content: unknown, at: Date): Promise<number> {
    if (!this.ownDossier) throw new Error(`${this.service} has no dossier topic`);
    const { complaintId } = complaint;
    const { dataKey, version } = await this.nextVersion(tx, complaintId);
    const sealed = seal(dataKey, JSON.stringify(content), contextOf(complaintId, dossierPlace(this.service, version)));
    // The writer holds the complaint, so that no other takes the same version.
    await mustChange(
      'vault-write',
      1,
      tx.query(
        `insert into dossier (complaint_id, source, version, sealed) values ($1, $2, $3, $4)
         on conflict (complaint_id, source) do update set version = excluded.version, sealed = excluded.sealed
         where dossier.version = excluded.version - 1`,
        [complaintId, this.service, version, sealed],
        'vault-write',
      ),
    );
    await this.outbox.appendDocuments(tx, [
      {
        contract: this.ownDossier as DocumentContract,
        key: complaintId,
        organisationId: complaint.organisationId,
        at,
        data: { complaintId, version, sealed: sealed.toString('base64') },
      },
    ]);
    return version;
  }

  private open<T>(row: DossierRow & (KeyRow | NoKeyRow), source: ServiceName, reading: Reading): OpenDossier<T> {
    const { id, version, sealed } = row;
    if (row.complaint_id === null) throw new KeyMissing(id);
    const dataKey = this.unwrap(row);
    noteOpened(reading, id, dossierName(source));
    return {
      version,
      content: JSON.parse(this.openAt(dataKey, id, dossierPlace(source, version), sealed)) as T,
      seal: (place, text) => seal(dataKey, text, contextOf(id, place)),
    };
  }

  private async keyOf(from: Queryable, complaintId: string): Promise<Buffer> {
    const row = await this.rowOf(from, complaintId);
    if (!row) throw new KeyMissing(complaintId);
    return this.unwrap(row);
  }

  private openAt(dataKey: Buffer, complaintId: string, place: SealedPlace, sealed: Uint8Array): string {
    try {
      return unseal(dataKey, sealed, contextOf(complaintId, place)).toString('utf8');
    } catch (error) {
      if (error instanceof SealBroken) this.alarm.raise({ complaintId, column: place.column, row: place.row }, error);
      throw error;
    }
  }

  /** The data key with the version that the next dossier of this service has. */
  private async nextVersion(tx: Transaction, complaintId: string): Promise<{ dataKey: Buffer; version: number }> {
    const { rows }: QueryResult<KeyRow & { version: number }> = await tx.query(
      `select k.complaint_id, k.key_ring_id, k.wrapped, coalesce(d.version, 0) + 1 as version
       from data_key k left join dossier d on d.complaint_id = k.complaint_id and d.source = $2
       where k.complaint_id = $1`,
      [complaintId, this.service],
      'vault-next-version',
    );
    const row = rows[0];
    if (!row) throw new KeyMissing(complaintId);
    return { dataKey: this.unwrap(row), version: row.version };
  }

  private unwrap(row: KeyRow): Buffer {
    const wrapped = { keyRingId: row.key_ring_id, wrappedKey: row.wrapped.toString('base64') };
    return this.keyRing.unwrap(wrapped, row.complaint_id);
  }

  private async rowOf(from: Queryable, complaintId: string): Promise<KeyRow | undefined> {
    const { rows }: QueryResult<KeyRow> = await from.query(
      'select complaint_id, key_ring_id, wrapped from data_key where complaint_id = $1',
      [complaintId],
      'vault-key',
    );
    return rows[0];
  }
}
