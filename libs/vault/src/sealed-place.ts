/** `<table>.<column>` */
export type ColumnName = `${string}.${string}`;

/** Where a sealed value of a complaint lies; it opens there only. */
export interface SealedPlace {
  readonly column: ColumnName;
  /** Key of the row, apart from its version. */
  readonly row: string;
  /** Of the row, where it has one: an older value put back does not open. */
  readonly version?: number;
}

/** Names a sealed column of rows that have no version. @returns the place of its value in a row */
export function sealedColumn(column: ColumnName): (row: string) => SealedPlace {
  return (row) => ({ column, row });
}

/** Names a sealed column of rows that have versions. @returns the place of its value in a version of a row */
export function sealedVersionedColumn(column: ColumnName): (row: string, version: number) => SealedPlace {
  return (row, version) => ({ column, row, version });
}

/** Context under which a sealed value of a complaint opens: whose it is, and where it lies. */
export function contextOf(complaintId: string, { column, row, version }: SealedPlace): string {
  return `${complaintId}/${column}/${row}${version === undefined ? '' : `@${version}`}`;
}

const dossier = sealedVersionedColumn('dossier.sealed');

/** Where a version of a dossier lies, in every service that keeps a copy, and on its topic. */
export function dossierPlace(source: string, version: number): SealedPlace {
  return dossier(source, version);
}

/** Context under which a version of a sealed dossier opens, in every service. */
export function dossierContext(complaintId: string, source: string, version: number): string {
  return contextOf(complaintId, dossierPlace(source, version));
}
