import {
  PRIORITIES,
  SEVERITIES,
  URGENCIES,
  categoryLevel1,
  type ComplaintKind,
  type ComplexityCode,
  type FaultLevelCode,
  type FlagCode,
  type PriorityCode,
  type SeverityCode,
  type UrgencyCode,
} from '@redress/contracts';
import { holds, type CompiledPack, type ConditionFacts } from './compiled-pack';

/** What intake knows of a complaint when it proposes a classification. */
export interface Narrative {
  readonly description: string;
  readonly demand?: string | undefined;
  /** Urgency that the submitter gave; the rules can only raise it. */
  readonly urgency?: UrgencyCode | undefined;
}

/** What the text of a complaint suggests; codes only, fit for the story. */
export interface ProposedClassification {
  readonly proposedCategory: string;
  readonly flags: FlagCode[];
  readonly urgency: UrgencyCode;
  readonly appliedRules: string[];
}

/** What routing knows of a complaint when it decides. */
export interface AssessmentFacts {
  /** A code that the pack does not have counts as the pack's default category. */
  readonly category: string;
  readonly flags: readonly FlagCode[];
  readonly urgency: UrgencyCode;
  readonly channel: string;
  readonly complainantType: string;
  readonly kind: ComplaintKind;
  readonly complexity?: ComplexityCode | undefined;
  readonly faultLevel?: FaultLevelCode | undefined;
  /** Severity that a person decided; the rules then leave it alone. */
  readonly severity?: SeverityCode | undefined;
}

/** The classification of a complaint and the unit that it goes to. */
export interface Assessment {
  readonly kind: ComplaintKind;
  readonly category: string;
  readonly severity: SeverityCode;
  readonly urgency: UrgencyCode;
  readonly priority: PriorityCode;
  readonly flags: FlagCode[];
  readonly complexity?: ComplexityCode | undefined;
  readonly faultLevel?: FaultLevelCode | undefined;
  readonly unit: string;
  /** Names of the rules that decided, in the order in which they did. */
  readonly appliedRules: string[];
}

/**
 * Proposes category, flags and urgency from the words of a complaint (intake, the only reader of free text). The first
 * level with the highest score wins, then the best of its second levels; with no hit at all the pack's default.
 */
export function proposeClassification(pack: CompiledPack, narrative: Narrative): ProposedClassification {
  const { scores, rules } = pack.read(`${narrative.description}\n${narrative.demand ?? ''}`);
  const flags = new Set<FlagCode>();
  let urgency = narrative.urgency ?? pack.content.defaults.urgency;
  for (const { then } of rules) {
    then.flags?.forEach((flag) => flags.add(flag));
    urgency = stronger(URGENCIES, urgency, then.urgencyAtLeast);
  }
  const proposedCategory = bestCategory(pack, scores);
  return {
    proposedCategory: proposedCategory ?? pack.content.defaults.category,
    flags: [...flags],
    urgency,
    appliedRules: [
      proposedCategory === undefined ? 'category.default' : 'category.keywords',
      ...rules.map((rule) => `text.${rule.id}`),
    ],
  };
}

/**
 * Decides severity, urgency, flags, priority and unit from codes alone (RT-01, CL-01): severity begins with the category's,
 * rules only raise it, the matrix gives the priority, rules only raise it, the first routing rule that holds gives the unit.
 */
export function assess(pack: CompiledPack, given: AssessmentFacts): Assessment {
  const { content } = pack;
  const { kind, complexity, faultLevel } = given;
  const known = pack.category(given.category) !== undefined;
  const category = known ? given.category : content.defaults.category;
  const appliedRules: string[] = [known ? 'category.proposed' : 'category.default'];
  let severity = given.severity ?? pack.severityOf(category);
  let urgency = given.urgency;
  const flags = new Set(given.flags);
  const facts = (): ConditionFacts => ({
    category,
    severity,
    urgency,
    flags,
    channel: given.channel,
    complainantType: given.complainantType,
    kind,
    complexity,
    faultLevel,
  });

  for (const rule of content.classificationRules) {
    if (!holds(rule.when, facts())) continue;
    if (!given.severity) severity = stronger(SEVERITIES, severity, rule.then.severityAtLeast);
    urgency = stronger(URGENCIES, urgency, rule.then.urgencyAtLeast);
    rule.then.flags?.forEach((flag) => flags.add(flag));
    appliedRules.push(`classification.${rule.id}`);
  }

  let priority = content.priority.matrix[severity][urgency];
  appliedRules.push(`priority.${severity}.${urgency}`);
  for (const rule of content.priority.atLeast ?? []) {
    if (!holds(rule.when, facts())) continue;
    const raised = stronger(PRIORITIES, priority, rule.priority);
    if (raised !== priority) appliedRules.push(`priority.${rule.id}`);
    priority = raised;
  }

  const routed = content.routing.find((rule) => holds(rule.when, facts()));
  if (!routed) throw new RangeError(`no routing rule of ${content.id} ${content.version} holds`);
  appliedRules.push(`routing.${routed.id}`);
  return {
    kind,
    category,
    severity,
    urgency,
    priority,
    flags: [...flags],
    complexity,
    faultLevel,
    unit: routed.unit,
    appliedRules,
  };
}

function bestCategory(pack: CompiledPack, scores: ReadonlyMap<string, number>): string | undefined {
  const ofFirstLevel = new Map<string, number>();
  for (const [code, score] of scores) {
    const level1 = categoryLevel1(code);
    ofFirstLevel.set(level1, (ofFirstLevel.get(level1) ?? 0) + score);
  }
  const best = highest(pack, ofFirstLevel);
  if (best === undefined) return undefined;
  const below = [...scores].filter(([code]) => code !== best && categoryLevel1(code) === best);
  return highest(pack, below) ?? best;
}

/** The code with the highest score; the first in the pack among equals. */
function highest(pack: CompiledPack, scores: Iterable<readonly [code: string, score: number]>): string | undefined {
  let best: { readonly code: string; readonly score: number } | undefined;
  for (const [code, score] of scores) {
    const isBetter =
      !best || score > best.score || (score === best.score && pack.placeOf(code) < pack.placeOf(best.code));
    if (isBetter) best = { code, score };
  }
  return best?.code;
}

/** The stronger of two codes of a taxonomy that lists the strongest first. */
function stronger<C extends string>(taxonomy: Readonly<Record<C, unknown>>, code: C, other: C | undefined): C {
  if (other === undefined) return code;
  const order = Object.keys(taxonomy);
  return order.indexOf(other) < order.indexOf(code) ? other : code;
}
