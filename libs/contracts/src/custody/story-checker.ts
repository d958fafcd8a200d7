import { explainsStep, holderAfter, suspendedFromAfter } from './transitions';
import type { Holder } from './services';
import { COMPLAINT_STATES, type ComplaintState } from './states';

/** A state event as far as its legality is concerned. */
export interface StoryStep {
  readonly complaintId: string;
  readonly eventId: string;
  /** Emitting service. */
  readonly emitter: string;
  readonly type: string;
  readonly stateSeq: number;
  readonly from: string | null;
  readonly to: string;
  readonly holder: string;
}

export interface IllegalStory {
  readonly complaintId: string;
  readonly stateSeq: number;
  readonly rule: string;
}

interface StoryEnd {
  readonly stateSeq: number;
  readonly state: string;
  readonly holder: string | null;
  readonly suspendedFrom: ComplaintState | undefined;
  readonly eventId: string;
}

/**
 * Proves stories legal: `stateSeq` 1..n without a hole, each `from` the last `to`, each step in the custody table, each
 * made by the service that held the complaint, each `holder` the one that the table names (architecture 3.2). An event
 * that stands on the topic twice counts once.
 */
export class StoryChecker {
  private readonly ends = new Map<string, StoryEnd>();
  private readonly faults: IllegalStory[] = [];
  private readonly spoilt = new Set<string>();
  private readonly eventIds = new Map<string, Set<string>>();

  /** Takes the next state event of the topic, in the order of its partition. */
  add(step: StoryStep): void {
    if (this.spoilt.has(step.complaintId)) return;
    const seen = this.eventIds.get(step.complaintId) ?? new Set<string>();
    if (seen.has(step.eventId)) return;
    seen.add(step.eventId);
    this.eventIds.set(step.complaintId, seen);

    const rule = this.brokenRule(step, this.ends.get(step.complaintId));
    if (rule) {
      this.faults.push({ complaintId: step.complaintId, stateSeq: step.stateSeq, rule });
      this.spoilt.add(step.complaintId);
    }
    this.ends.set(step.complaintId, {
      stateSeq: step.stateSeq,
      state: step.to,
      holder: step.holder,
      suspendedFrom: suspendedFromAfter(step.from as ComplaintState | null, step.to as ComplaintState),
      eventId: step.eventId,
    });
  }

  /** What was found so far: how many stories were read, and the first fault of each illegal one. */
  result(): { readonly checked: number; readonly illegal: readonly IllegalStory[] } {
    return { checked: this.ends.size, illegal: this.faults };
  }

  /** The state in which each story stands. */
  states(): ReadonlyMap<string, string> {
    return new Map([...this.ends].map(([complaintId, end]) => [complaintId, end.state]));
  }

  private brokenRule(step: StoryStep, last: StoryEnd | undefined): string | null {
    const expectedSeq = (last?.stateSeq ?? 0) + 1;
    if (step.stateSeq !== expectedSeq) return `stateSeq ${step.stateSeq} where ${expectedSeq} was due`;
    const expectedFrom = last?.state ?? null;
    if (step.from !== expectedFrom) return `from ${step.from} where the story stands at ${expectedFrom}`;
    if (!COMPLAINT_STATES.includes(step.to as ComplaintState)) return `unknown state ${step.to}`;
    const to = step.to as ComplaintState;
    if (!explainsStep(step.emitter, expectedFrom as ComplaintState | null, to, last?.suspendedFrom)) {
      return `the custody table does not let ${step.emitter} move from ${expectedFrom} to ${to}`;
    }
    if (last && last.holder !== step.emitter) return `${step.emitter} moved it while ${last.holder} held it`;
    const expectedHolder = holderAfter(to, step.emitter as Holder);
    if (step.holder !== expectedHolder) return `holder ${step.holder} where the table names ${expectedHolder}`;
    return null;
  }
}
