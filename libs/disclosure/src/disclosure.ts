import type { DisclosurePurpose } from '@redress/contracts';

/** Who is shown what was opened. */
export interface DisclosureReader {
  /** `staff:<name>` or `client:<id>`. */
  readonly sub: string;
  readonly organisationId: string;
}

/** Why a reader asked for one thing, told by the reader; such a read is recorded by itself and never counted up. */
export interface StatedPurpose {
  readonly disclosureId: string;
  readonly purpose: DisclosurePurpose;
  /** Sealed for `disclosure.note`. */
  readonly note: Buffer | null;
}

/** What was opened of one complaint: `<table>.<column>`, or the name of a field of a document; never a value. */
export interface Opened {
  readonly complaintId: string;
  readonly what: readonly string[];
}

/**
 * What one request of a member of staff opens of complaints (D10, PR-01). The vault notes everything that it opens here;
 * it is recorded before the answer leaves.
 */
export class Disclosure {
  private readonly byComplaint = new Map<string, Set<string>>();
  private statedPurpose: StatedPurpose | undefined;

  /** @param impliedPurpose undefined where the reader must say it ({@link state}) */
  constructor(
    readonly reader: DisclosureReader,
    readonly operation: string,
    private readonly impliedPurpose: DisclosurePurpose | undefined,
  ) {}

  /** Notes that something was opened. */
  note(complaintId: string, what: string): void {
    const known = this.byComplaint.get(complaintId);
    if (known) known.add(what);
    else this.byComplaint.set(complaintId, new Set([what]));
  }

  /**
   * Says which fields of a document that was opened are shown; the others are not.
   * @throws Error when the document was not opened
   */
  narrow(complaintId: string, document: string, fields: readonly string[]): void {
    const known = this.byComplaint.get(complaintId);
    if (!known?.delete(document)) throw new Error(`${document} was not opened`);
    for (const field of fields) known.add(field);
  }

  /** Takes down what the reader says to need it for. */
  state(stated: StatedPurpose): void {
    this.statedPurpose = stated;
  }

  get stated(): StatedPurpose | undefined {
    return this.statedPurpose;
  }

  /** @throws Error when the reader had to say it and did not */
  get purpose(): DisclosurePurpose {
    const purpose = this.statedPurpose?.purpose ?? this.impliedPurpose;
    if (purpose === undefined) throw new Error(`${this.operation} opened personal data without a stated purpose`);
    return purpose;
  }

  /** What was opened, complaint by complaint. */
  get opened(): readonly Opened[] {
    return [...this.byComplaint]
      .map(([complaintId, what]) => ({ complaintId, what: [...what].sort() }))
      .filter(({ what }) => what.length > 0)
      .sort((one, other) => (one.complaintId < other.complaintId ? -1 : 1));
  }
}

/** Opened by the platform itself, so that no person sees it: for a letter, a copy, a check. */
export const FOR_WORK = 'FOR_WORK';

/** Opened for the person whom it is about, who has proven to be it. */
export const TO_COMPLAINANT = 'TO_COMPLAINANT';

/** Who sees what the vault opens: a member of staff, of which a record is made, or no one but the complainant. */
export type Reading = Disclosure | typeof FOR_WORK | typeof TO_COMPLAINANT;

/** Notes what was opened, where a member of staff sees it. */
export function noteOpened(reading: Reading, complaintId: string, what: string): void {
  if (reading instanceof Disclosure) reading.note(complaintId, what);
}
