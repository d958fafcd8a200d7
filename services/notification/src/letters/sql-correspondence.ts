import type { LocaleCode } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';

export interface Correspondent {
  readonly complaintId: string;
  readonly locale: LocaleCode;
  readonly registeredAt: Date;
  readonly dossierVersion: number;
}

export interface ExpectedTime {
  readonly complaintId: string;
  readonly expectedAt: Date;
  /** Event that says so. One service says it, with ids in the order of saying: the highest id counts. */
  readonly saidBy: string;
}

/** Keeps to whom, in which language and with which expected time letters go. */
export class SqlCorrespondence {
  /** Enters complainants; a repeat changes nothing. */
  async open(tx: Transaction, correspondents: readonly Correspondent[]): Promise<void> {
    tx.write(
      `insert into correspondence (complaint_id, locale, registered_at, dossier_version)
       select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::int[])
       on conflict (complaint_id) do update set locale = excluded.locale,
         registered_at = excluded.registered_at, dossier_version = excluded.dossier_version`,
      [
        correspondents.map((one) => one.complaintId),
        correspondents.map((one) => one.locale),
        correspondents.map((one) => one.registeredAt),
        correspondents.map((one) => one.dossierVersion),
      ],
      'correspondence-open',
    );
  }

  /** Notes expected times, in whatever order they come; at most one of each complaint. */
  async expect(tx: Transaction, times: readonly ExpectedTime[]): Promise<void> {
    if (times.length === 0) return;
    tx.write(
      `insert into correspondence as c (complaint_id, expected_at, expected_said_by)
       select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[])
       on conflict (complaint_id) do update
         set expected_at = excluded.expected_at, expected_said_by = excluded.expected_said_by
         where c.expected_said_by is null or c.expected_said_by < excluded.expected_said_by`,
      [times.map((time) => time.complaintId), times.map((time) => time.expectedAt), times.map((time) => time.saidBy)],
      'correspondence-expect',
    );
  }
}
