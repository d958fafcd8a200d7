import { dimensionsOf, type ComplaintFold } from '../domain/complaint-fold';

/** Writes many new rows of `complaint_fact`; its lines are made by {@link factLine}. */
export const COPY_FACTS = `copy complaint_fact (complaint_id, complaint_no, organisation_id, received_on, kind, state,
  category, channel, severity, priority, unit_id, breached_clocks, fold) from stdin`;

const NULL = '\\N';
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** What is known of a complaint as a line of `COPY`. */
export function factLine(fold: ComplaintFold): string {
  const dimensions = dimensionsOf(fold);
  const fields = [
    fold.complaintId,
    fold.complaintNo,
    fold.organisationId,
    dimensions && fold.registration?.receivedOn,
    dimensions?.kind,
    dimensions?.state,
    dimensions?.category,
    dimensions?.channel,
    dimensions?.severity,
    dimensions?.priority,
    dimensions?.unitId,
    `{${(dimensions?.breachedClocks ?? []).join(',')}}`,
    JSON.stringify(fold),
  ];
  return `${fields.map(escaped).join('\t')}\n`;
}

function escaped(field: string | null | undefined): string {
  return field === null || field === undefined ? NULL : field.replace(/[\\\t\n\r]/g, (one) => ESCAPED[one] as string);
}
