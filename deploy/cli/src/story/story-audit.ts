import { StoryChecker } from '@redress/contracts';
import { contractOf, valueOf, type StoryRecord } from './story-record';

/** The first fault of an illegal story. */
export interface StoryFault {
  readonly complaintId: string;
  /** As the complainant knows it; absent when no event of the story carried it. */
  readonly complaintNo?: string;
  readonly stateSeq: number;
  readonly rule: string;
}

/**
 * Proves stories legal from the topic alone: the rules of {@link StoryChecker} on the headers, and besides that every
 * state event has its place in the story, lies under its complaint's key and says the same in headers and value.
 */
export class StoryAudit {
  private readonly checker = new StoryChecker();
  private readonly numbers = new Map<string, string>();
  private readonly misfits = new Map<string, StoryFault>();

  /** Takes the next event of the topic, in the order of its partition. */
  add(record: StoryRecord): void {
    const { complaintId, complaintNo, stateSeq } = record;
    if (stateSeq === undefined && contractOf(record.type)?.kind !== 'state') return;
    if (complaintNo) this.numbers.set(complaintId, complaintNo);
    const misfit = misfitOf(record);
    if (misfit !== undefined && !this.misfits.has(complaintId)) {
      this.misfits.set(complaintId, { complaintId, stateSeq: Number(stateSeq ?? 0), rule: misfit });
    }
    this.checker.add({
      complaintId,
      eventId: record.eventId,
      emitter: record.emitter,
      type: record.type,
      stateSeq: Number(stateSeq ?? 0),
      from: record.from || null,
      to: record.to ?? '',
      holder: record.holder ?? '',
    });
  }

  /** How many stories were read, and the first fault of each illegal one. */
  result(): { readonly checked: number; readonly illegal: readonly StoryFault[] } {
    const { checked, illegal } = this.checker.result();
    const faults = new Map<string, StoryFault>(this.misfits);
    for (const fault of illegal) {
      const other = faults.get(fault.complaintId);
      if (!other || fault.stateSeq < other.stateSeq) faults.set(fault.complaintId, fault);
    }
    return {
      checked,
      illegal: [...faults.values()].map((fault) => {
        const complaintNo = this.numbers.get(fault.complaintId);
        return complaintNo === undefined ? fault : { ...fault, complaintNo };
      }),
    };
  }
}

/** The rule that an event breaks by itself, whatever its story. */
function misfitOf(record: StoryRecord): string | undefined {
  if (record.stateSeq === undefined) return `${record.type} moves the state but has no ce_stateseq`;
  if (record.key !== record.complaintId) return 'the key of the record is not the complaint id';
  const value = valueOf(record);
  if (!value) return 'the value is no JSON object';
  const said: Record<string, unknown> = {
    complaintId: record.complaintId,
    stateSeq: Number(record.stateSeq),
    from: record.from || null,
    to: record.to,
    holder: record.holder,
  };
  for (const [field, inHeader] of Object.entries(said)) {
    if (value[field] !== inHeader) {
      return `${field} is ${String(inHeader)} in the header and ${String(value[field])} in the value`;
    }
  }
  return undefined;
}
