import {
  COMPLAINT_KINDS,
  PRIORITIES,
  SEVERITIES,
  STATE,
  STATES,
  URGENCIES,
  categoryLevel1,
  paymentBy,
  type ComplaintKind,
} from '@redress/contracts';
import { startsOnOneKind } from './clock-policies';
import { isForKind } from './compiled-pack';
import { numberingProblem } from './complaint-number';
import { expectedClockOf } from './letters';
import type { PackProblem } from './pack-problem';
import type { Condition, PolicyPack } from './policy-pack';
import { WINDOW_CLOCKS } from './windows';

/** What is known about the place where the pack is to be used; what is absent is not checked. */
export interface LintContext {
  /** Ids of the calendars that exist. */
  readonly calendars?: readonly string[];
  /** Ids of the units that the directory has. */
  readonly units?: readonly string[];
}

type Report = (path: PackProblem['path'], rule: string, message: string) => void;
type Check = (pack: PolicyPack, report: Report) => void;

/**
 * Checks what a schema cannot: that the parts of a pack fit each other and that every complaint finds a category, a
 * priority, a unit and an approver. @returns all problems, none when the pack may be used
 */
export function lintPack(pack: PolicyPack, context: LintContext = {}): PackProblem[] {
  const problems: PackProblem[] = [];
  const report: Report = (path, rule, message) => problems.push({ path, rule, message });
  for (const check of CHECKS) check(pack, report);
  surroundings(pack, context, report);
  return problems;
}

const nothingTwice: Check = (pack, report) => {
  const once = (section: string, key: string, rows: readonly object[]) => {
    const seen = new Set<unknown>();
    rows.forEach((row, index) => {
      const value = (row as Record<string, unknown>)[key];
      if (seen.has(value)) report([section, index, key], 'duplicate-code', `${String(value)} is listed twice`);
      seen.add(value);
    });
  };
  once('categories', 'code', pack.categories);
  once('textRules', 'id', pack.textRules);
  once('classificationRules', 'id', pack.classificationRules);
  once('routing', 'id', pack.routing);
  once('clocks', 'code', pack.clocks);
  once('remedies', 'type', pack.remedies);
};

const onlyMoneyHasAnAmount: Check = (pack, report) => {
  pack.remedies.forEach(({ type, needsAmount, instalments }, index) => {
    if (instalments && !needsAmount) {
      report(['remedies', index, 'instalments'], 'remedy-instalments', `${type} has no amount to pay in instalments`);
    }
    if (needsAmount && !paymentBy(type)) {
      report(['remedies', index, 'needsAmount'], 'remedy-amount', `${type} moves no money, so it can have no amount`);
    }
  });
};

const categoriesFormATree: Check = (pack, report) => {
  const codes = new Set(pack.categories.map((category) => category.code));
  pack.categories.forEach((category, index) => {
    const parent = categoryLevel1(category.code);
    if (parent === category.code) {
      if (!category.severity) {
        report(['categories', index], 'category-severity', `${category.code} needs a severity to begin with`);
      }
    } else if (!codes.has(parent)) {
      report(['categories', index, 'code'], 'category-parent', `${category.code} needs the category ${parent}`);
    }
  });
};

const categoriesExist: Check = (pack, report) => {
  const codes = new Set(pack.categories.map((category) => category.code));
  const mustExist = (path: PackProblem['path'], category: string) => {
    if (!codes.has(category)) report(path, 'category-unknown', `${category} is not a category of this pack`);
  };
  const inCondition = (path: PackProblem['path'], when: Condition | undefined) =>
    when?.categories?.forEach((category, index) => mustExist([...path, 'when', 'categories', index], category));
  mustExist(['defaults', 'category'], pack.defaults.category);
  pack.classificationRules.forEach((rule, index) => inCondition(['classificationRules', index], rule.when));
  pack.priority.atLeast?.forEach((rule, index) => inCondition(['priority', 'atLeast', index], rule.when));
  pack.routing.forEach((rule, index) => inCondition(['routing', index], rule.when));
  pack.clocks.forEach((clock, index) =>
    clock.categories?.forEach((category, i) => mustExist(['clocks', index, 'categories', i], category)),
  );
};

const unitsExist: Check = (pack, report) => {
  const mustExist = (path: PackProblem['path'], unit: string) => {
    if (!Object.hasOwn(pack.units, unit)) report(path, 'unit-unknown', `${unit} is not among the units of this pack`);
  };
  mustExist(['registration', 'receivingUnit'], pack.registration.receivingUnit);
  pack.routing.forEach((rule, index) => mustExist(['routing', index, 'unit'], rule.unit));
};

const routingEndsWithACatchAll: Check = (pack, report) => {
  const catchAll = pack.routing.findIndex((rule) => rule.when === undefined);
  if (catchAll < 0) {
    report(['routing'], 'routing-catch-all', 'the last rule must have no condition, so that no complaint is left over');
  } else if (catchAll < pack.routing.length - 1) {
    report(['routing', catchAll], 'routing-unreachable', 'the rules after this one can never be reached');
  }
};

const worseNeverWaitsLonger: Check = (pack, report) => {
  const rank = Object.keys(PRIORITIES);
  const severities = Object.keys(SEVERITIES) as (keyof typeof SEVERITIES)[];
  const urgencies = Object.keys(URGENCIES) as (keyof typeof URGENCIES)[];
  const at = (s: number, u: number) => rank.indexOf(pack.priority.matrix[severities[s]!][urgencies[u]!]);
  severities.forEach((severity, s) =>
    urgencies.forEach((urgency, u) => {
      if ((s > 0 && at(s, u) < at(s - 1, u)) || (u > 0 && at(s, u) < at(s, u - 1))) {
        report(
          ['priority', 'matrix', severity, urgency],
          'priority-order',
          `${rank[at(s, u)]} comes before the priority of a worse or more urgent complaint`,
        );
      }
    }),
  );
};

const windowsAreCountedInDays: Check = (pack, report) => {
  const windows: readonly string[] = Object.values(WINDOW_CLOCKS);
  pack.clocks.forEach(({ code, limit, limitBySeverity }, index) => {
    if (!windows.includes(code)) return;
    if (limit.unit !== 'CAL_D' || limitBySeverity) {
      report(
        ['clocks', index, 'limit'],
        'window-clock',
        `${code} is a window of so many calendar days for every complaint`,
      );
    }
  });
};

/** What complainants are asked, and holders go on without when they do not answer (T13, T25). */
const EXPIRABLE: readonly string[] = ['offer-told', 'information-asked'];

const clocksCanRunAndStop: Check = (pack, report) => {
  pack.clocks.forEach((clock, index) => {
    clock.stop.forEach((event, i) => {
      if (event === 'received') {
        report(['clocks', index, 'stop', i], 'clock-stop', 'the receipt comes first and cannot stop a clock');
      }
      if (clock.start.includes(event) && !clock.repeats) {
        report(['clocks', index, 'stop', i], 'clock-stop', `${event} also starts the clock`);
      }
    });
    if (clock.repeats && !clock.stop.some((event) => clock.start.includes(event))) {
      report(['clocks', index, 'repeats'], 'clock-stop', 'nothing that stops it starts it');
    }
    if (!startsOnOneKind(clock.start)) {
      report(['clocks', index, 'start'], 'clock-subject', 'what starts it is about different kinds of things');
    }
    clock.pauses?.forEach((pause, i) => {
      if (STATES[pause.in].ended || pause.in === STATE.DRAFT) {
        report(
          ['clocks', index, 'pauses', i, 'in'],
          'clock-pause',
          `no clock runs in ${pause.in} that could be paused`,
        );
      }
    });
    clock.outlives?.forEach((state, i) => {
      if (!STATES[state].ended) {
        report(['clocks', index, 'outlives', i], 'clock-outlives', `${state} ends no complaint`);
      }
    });
    if (clock.atDue === 'EXPIRE' && clock.profile !== 'D') {
      report(['clocks', index, 'atDue'], 'clock-expiry', 'what expires is nobody’s promise: its profile is D');
    }
    if (clock.atDue === 'EXPIRE' && !clock.start.every((event) => EXPIRABLE.includes(event))) {
      report(['clocks', index, 'start'], 'clock-expiry', `no service lets anything expire but ${EXPIRABLE.join(', ')}`);
    }
    if (clock.reminders && clock.atDue !== 'EXPIRE') {
      report(['clocks', index, 'reminders'], 'clock-expiry', 'reminders come before an expiry');
    }
    const byAgreement = clock.agreedDate ?? (clock.extension?.by === 'APPROVAL' ? undefined : clock.extension);
    if (clock.class === 'STATUTORY' && byAgreement) {
      report(['clocks', index], 'clock-extension', 'what the law sets is not extended by agreement');
    }
  });
};

/** What an accepted offer starts has no end otherwise where the plan is drafted anew (T42). */
const whatAcceptanceStartsEndsWithIt: Check = (pack, report) => {
  pack.clocks.forEach(({ start, stop }, index) => {
    if (!start.includes('offer-accepted')) return;
    for (const fact of ['remedy-renegotiated', 'acceptance-undone'] as const) {
      if (!stop.includes(fact)) {
        report(['clocks', index, 'stop'], 'clock-stop', `what starts on offer-accepted stops on ${fact} (T42)`);
      }
    }
  });
};

const anOfferCanLapse: Check = (pack, report) => {
  const places = pack.clocks.flatMap(({ atDue, start }, index) =>
    atDue === 'EXPIRE' && start.includes('offer-told') ? [index] : [],
  );
  const [place] = places;
  if (place === undefined || places.length > 1) {
    report(
      ['clocks'],
      'decision-clock',
      'exactly one clock starts on offer-told and expires: until then the offer stands',
    );
    return;
  }
  const clock = pack.clocks[place]!;
  if (clock.limit.unit !== 'CAL_D' && clock.limit.unit !== 'CAL_H') {
    report(['clocks', place, 'limit'], 'decision-clock', 'complainants are given calendar time to decide');
  }
  if (clock.limitBySeverity || clock.severities || clock.categories) {
    report(['clocks', place], 'decision-clock', 'the time to decide is the same for every complaint');
  }
  if (!clock.reminders) report(['clocks', place], 'decision-clock', 'no offer lapses without a reminder');
};

const theLadderHasEveryRung: Check = (pack, report) => {
  pack.escalation.ladder.forEach((rung, index) => {
    if (rung.level !== index + 1) {
      report(['escalation', 'ladder', index, 'level'], 'ladder-order', `this rung must be level ${index + 1}`);
    }
  });
  const top = pack.escalation.ladder.length;
  for (const [profile, effect] of Object.entries(pack.escalation.onBreach)) {
    for (const [path, raiseTo] of [
      [['raiseTo'], effect.raiseTo],
      [['at150', 'raiseTo'], effect.at150?.raiseTo],
      [['at200', 'raiseTo'], effect.at200?.raiseTo],
    ] as const) {
      if (raiseTo !== undefined && raiseTo > top) {
        report(['escalation', 'onBreach', profile, ...path], 'ladder-top', `the ladder ends at level ${top}`);
      }
    }
  }
};

const everyAmountHasAnApprover: Check = (pack, report) => {
  const { ranks, limits, withoutMoney, otherCurrency } = pack.authority;
  const mustRank = (path: PackProblem['path'], role: (typeof ranks)[number]) => {
    if (!ranks.includes(role)) report(path, 'authority-rank', `${role} is not among the ranks`);
  };
  ranks.forEach((role, index) => {
    if (ranks.indexOf(role) !== index)
      report(['authority', 'ranks', index], 'duplicate-code', `${role} is listed twice`);
  });
  mustRank(['authority', 'withoutMoney'], withoutMoney);
  mustRank(['authority', 'otherCurrency'], otherCurrency);
  for (const [currency, steps] of Object.entries(limits)) {
    const path = ['authority', 'limits', currency];
    steps.forEach((step, index) => {
      mustRank([...path, index, 'role'], step.role);
      const last = index === steps.length - 1;
      if (last && step.upToMinor !== undefined) {
        report([...path, index, 'upToMinor'], 'authority-open-end', 'the last step must have no limit');
      }
      if (!last && step.upToMinor === undefined) {
        report([...path, index], 'authority-order', 'only the last step may be without a limit');
      }
      const before = steps[index - 1];
      if (!before) return;
      if (step.upToMinor !== undefined && step.upToMinor <= (before.upToMinor ?? 0)) {
        report([...path, index, 'upToMinor'], 'authority-order', 'limits must ascend');
      }
      if (ranks.indexOf(step.role) < ranks.indexOf(before.role)) {
        report([...path, index, 'role'], 'authority-order', 'a larger amount needs a higher rank');
      }
    });
  }
};

const lettersCanBeWritten: Check = (pack, report) => {
  for (const required of ['ACKNOWLEDGEMENT', 'OFFER'] as const) {
    if (!pack.letters[required]) report(['letters'], 'letter-missing', `${required} is sent and needs an entry`);
  }
  for (const [kind, letter] of Object.entries(pack.letters)) {
    const named = letter.expectedTimeClock;
    if (letter.mustContain.includes('EXPECTED_AT') !== (named !== undefined)) {
      report(['letters', kind], 'letter-clock', 'EXPECTED_AT and expectedTimeClock go together');
    }
    if (named === undefined) {
      if (letter.expectedTimeClockOf) {
        report(['letters', kind], 'letter-clock', 'expectedTimeClockOf goes with expectedTimeClock');
      }
      continue;
    }
    for (const submitted of Object.keys(COMPLAINT_KINDS) as ComplaintKind[]) {
      const code = expectedClockOf(letter, submitted);
      const clock = pack.clocks.find((candidate) => candidate.code === code);
      if (clock && !clock.categories && clock.start.includes('received') && isForKind(clock.kinds, submitted)) continue;
      const isOwn = letter.expectedTimeClockOf?.[submitted] !== undefined;
      report(
        ['letters', kind, ...(isOwn ? ['expectedTimeClockOf', submitted] : ['expectedTimeClock'])],
        'letter-clock',
        `${code} must be a clock of this pack that runs from receipt for every category, also for ${submitted}`,
      );
      if (!isOwn) break;
    }
  }
};

const numbersCanBeMade: Check = (pack, report) => {
  const problem = numberingProblem(pack.numbering.pattern);
  if (problem) report(['numbering', 'pattern'], 'numbering-pattern', problem);
};

const CHECKS: readonly Check[] = [
  nothingTwice,
  onlyMoneyHasAnAmount,
  categoriesFormATree,
  categoriesExist,
  unitsExist,
  routingEndsWithACatchAll,
  worseNeverWaitsLonger,
  clocksCanRunAndStop,
  windowsAreCountedInDays,
  anOfferCanLapse,
  whatAcceptanceStartsEndsWithIt,
  theLadderHasEveryRung,
  everyAmountHasAnApprover,
  lettersCanBeWritten,
  numbersCanBeMade,
];

function surroundings(pack: PolicyPack, context: LintContext, report: Report): void {
  const { calendars, units } = context;
  const calendarExists = (path: PackProblem['path'], calendar: string) => {
    if (calendars && !calendars.includes(calendar)) {
      report(path, 'calendar-unknown', `there is no calendar ${calendar}`);
    }
  };
  calendarExists(['calendar'], pack.calendar);
  pack.clocks.forEach((clock, index) => {
    if (clock.calendar) calendarExists(['clocks', index, 'calendar'], clock.calendar);
  });
  for (const unit of Object.keys(pack.units)) {
    if (units && !units.includes(unit)) {
      report(['units', unit], 'unit-unknown', `there is no unit ${unit} in the directory`);
    }
  }
}
