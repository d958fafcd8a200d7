/**
 * The transitions of docs/domain.md 2.2 written down a second time, by hand and on purpose: the checker must not judge the
 * services by the table that they use themselves. `fact: from, from -> to, to`; `@` is who says it, `*` the holder.
 */
const ROWS = `
complaint-registered @intake: - -> REGISTERED
assessment-started @routing: REGISTERED -> UNDER_ASSESSMENT
complaint-declined @routing: UNDER_ASSESSMENT -> NOT_ACCEPTED
complaint-referred @routing: UNDER_ASSESSMENT -> REFERRED
summary-resolved @routing: UNDER_ASSESSMENT -> RESOLVED
complaint-answered @routing: UNDER_ASSESSMENT ASSIGNED -> RESOLVED
complaint-assigned @routing: REGISTERED UNDER_ASSESSMENT -> ASSIGNED
assignment-accepted @routing: ASSIGNED -> UNDER_INVESTIGATION
assignment-returned @routing: ASSIGNED -> UNDER_ASSESSMENT
information-awaited @investigation: UNDER_INVESTIGATION -> AWAITING_COMPLAINANT
third-party-awaited @investigation: UNDER_INVESTIGATION -> AWAITING_THIRD_PARTY
investigation-resumed @investigation: AWAITING_COMPLAINANT AWAITING_THIRD_PARTY -> UNDER_INVESTIGATION
complaint-determined @investigation: UNDER_INVESTIGATION -> DETERMINED
rework-ordered @resolution: DETERMINED -> UNDER_INVESTIGATION
resolution-drafted @resolution: DETERMINED -> RESOLUTION_DRAFTED
resolution-submitted @resolution: RESOLUTION_DRAFTED -> PENDING_APPROVAL
approval-rejected @resolution: PENDING_APPROVAL -> RESOLUTION_DRAFTED
resolution-offered @resolution: PENDING_APPROVAL RESOLUTION_DRAFTED -> RESOLUTION_OFFERED
offer-accepted @resolution: RESOLUTION_OFFERED RESOLVED -> REMEDY_IN_PROGRESS
offer-countered @resolution: RESOLUTION_OFFERED -> RESOLUTION_DRAFTED
offer-refused @resolution: RESOLUTION_OFFERED -> RESOLUTION_DRAFTED RESOLVED
offer-lapsed @resolution: RESOLUTION_OFFERED -> RESOLVED
resolution-imposed @resolution: RESOLUTION_OFFERED -> REMEDY_IN_PROGRESS
decision-told @resolution: RESOLUTION_DRAFTED PENDING_APPROVAL -> REMEDY_IN_PROGRESS
remedy-renegotiated @resolution: REMEDY_IN_PROGRESS -> RESOLUTION_DRAFTED
acceptance-undone @resolution: REMEDY_IN_PROGRESS -> RESOLUTION_DRAFTED
complaint-resolved @resolution: REMEDY_IN_PROGRESS -> RESOLVED
complaint-closed @resolution: RESOLVED -> CLOSED
review-opened @resolution: RESOLUTION_OFFERED REMEDY_IN_PROGRESS RESOLVED CLOSED -> UNDER_REVIEW
review-decided @resolution: UNDER_REVIEW -> RESOLUTION_OFFERED CLOSED RESOLUTION_DRAFTED UNDER_INVESTIGATION REMEDY_IN_PROGRESS
dispute-opened @resolution: DETERMINED RESOLUTION_DRAFTED PENDING_APPROVAL RESOLUTION_OFFERED REMEDY_IN_PROGRESS RESOLVED UNDER_REVIEW CLOSED -> EXTERNAL_DISPUTE
dispute-decided @resolution: EXTERNAL_DISPUTE -> RESOLUTION_DRAFTED CLOSED
reopened @*: RESOLVED CLOSED NOT_ACCEPTED MERGED -> UNDER_ASSESSMENT
withdrawn @*: OPEN -> WITHDRAWN
merged @*: REGISTERED UNDER_ASSESSMENT ASSIGNED UNDER_INVESTIGATION AWAITING_COMPLAINANT AWAITING_THIRD_PARTY DETERMINED RESOLUTION_DRAFTED PENDING_APPROVAL -> MERGED
suspended @*: OPEN -> SUSPENDED
suspension-lifted @*: SUSPENDED -> OPEN
voided @routing: REGISTERED UNDER_ASSESSMENT ASSIGNED -> VOIDED
`;

const OPEN =
  'REGISTERED UNDER_ASSESSMENT ASSIGNED UNDER_INVESTIGATION AWAITING_COMPLAINANT AWAITING_THIRD_PARTY DETERMINED RESOLUTION_DRAFTED PENDING_APPROVAL RESOLUTION_OFFERED REMEDY_IN_PROGRESS RESOLVED UNDER_REVIEW EXTERNAL_DISPUTE'.split(
    ' ',
  );

interface Row {
  readonly by: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

const rows = new Map(
  ROWS.trim()
    .split('\n')
    .map((line): [string, Row] => {
      const [, fact = '', by = '', from = '', to = ''] = /^(\S+) @(\S+): (.+) -> (.+)$/.exec(line) ?? [];
      const states = (text: string) => text.split(' ').flatMap((state) => (state === 'OPEN' ? OPEN : state));
      return [fact, { by, from: states(from), to: states(to) }];
    }),
);

/** The facts that the table knows. */
export const KNOWN_FACTS: readonly string[] = [...rows.keys()];

/** Whether a service may say this fact and lead from one state to the other. `from` null: there was no story. */
export function isLegal(fact: string, by: string, from: string | null, to: string): boolean {
  const row = rows.get(fact);
  return (
    row !== undefined && (row.by === '*' || row.by === by) && row.from.includes(from ?? '-') && row.to.includes(to)
  );
}
