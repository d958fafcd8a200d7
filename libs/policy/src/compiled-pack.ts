import {
  categoryLevel1,
  USUAL_KIND,
  type ComplaintKind,
  type ComplexityCode,
  type FaultLevelCode,
  type FlagCode,
  type PackReference,
  type SeverityCode,
  type UrgencyCode,
} from '@redress/contracts';
import { KeywordMatcher } from './keyword-matcher';
import type { Condition, PolicyPack } from './policy-pack';

interface TextEffect {
  readonly category?: string;
  readonly rule?: PolicyPack['textRules'][number];
  /** How much a hit says: longer keywords are rarer by chance. */
  readonly weight: number;
}

/** What the text rules of a pack see in a text. */
export interface TextReading {
  /** Score of every category with a hit. */
  readonly scores: ReadonlyMap<string, number>;
  readonly rules: readonly PolicyPack['textRules'][number][];
}

/** The facts that conditions of a pack speak about. */
export interface ConditionFacts {
  readonly category: string;
  readonly severity: SeverityCode;
  readonly urgency: UrgencyCode;
  readonly flags: ReadonlySet<FlagCode>;
  readonly channel: string;
  readonly complainantType: string;
  readonly kind: ComplaintKind;
  readonly complexity?: ComplexityCode | undefined;
  readonly faultLevel?: FaultLevelCode | undefined;
}

/** A pack made ready for use: looked up and matched many times, built once. Immutable. */
export class CompiledPack {
  readonly reference: PackReference;
  private readonly categories: ReadonlyMap<string, PolicyPack['categories'][number]>;
  private readonly places: ReadonlyMap<string, number>;
  private reader: { readonly matcher: KeywordMatcher; readonly effects: readonly TextEffect[] } | undefined;

  /** @param content a pack that {@link parsePack} or the registry has accepted */
  constructor(readonly content: PolicyPack) {
    this.reference = { id: content.id, version: content.version };
    this.categories = new Map(content.categories.map((category) => [category.code, category]));
    this.places = new Map(content.categories.map(({ code }, place) => [code, place]));
  }

  /** The category with this code, or undefined. */
  category(code: string): PolicyPack['categories'][number] | undefined {
    return this.categories.get(code);
  }

  /** Where a category stands among those of the pack, from 0; the pack must have it. */
  placeOf(category: string): number {
    return this.places.get(category)!;
  }

  /** The severity with which a category begins, its own or its parent's. */
  severityOf(category: string): SeverityCode {
    const found = this.categories.get(category)?.severity ?? this.categories.get(categoryLevel1(category))?.severity;
    if (!found) throw new RangeError(`${category} is not a category of ${this.reference.id} ${this.reference.version}`);
    return found;
  }

  /** Reads a text with the pack's keywords; linear in the text. */
  read(text: string): TextReading {
    const scores = new Map<string, number>();
    const rules = new Set<PolicyPack['textRules'][number]>();
    // Made when first needed: only the service that reads complaints needs it.
    const { matcher, effects } = (this.reader ??= readerOf(this.content));
    for (const hit of matcher.match(text)) {
      const { category, rule, weight } = effects[hit]!;
      if (category !== undefined) scores.set(category, (scores.get(category) ?? 0) + weight);
      if (rule) rules.add(rule);
    }
    return { scores, rules: this.content.textRules.filter((rule) => rules.has(rule)) };
  }
}

/** Whether all parts of a condition hold; an absent condition always does. */
export function holds(when: Condition | undefined, facts: ConditionFacts): boolean {
  if (!when) return true;
  const among = (values: readonly string[] | undefined, value: string | undefined) =>
    values === undefined || (value !== undefined && values.includes(value));
  return (
    appliesToCategory(when.categories, facts.category) &&
    among(when.severities, facts.severity) &&
    among(when.urgencies, facts.urgency) &&
    among(when.channels, facts.channel) &&
    among(when.complainantTypes, facts.complainantType) &&
    among(when.kinds, facts.kind) &&
    among(when.complexities, facts.complexity) &&
    among(when.faultLevels, facts.faultLevel) &&
    (when.flags === undefined || when.flags.some((flag) => facts.flags.has(flag)))
  );
}

/** Whether a list of categories covers one: by its own code or by its first level; no list covers all. */
export function appliesToCategory(categories: readonly string[] | undefined, category: string): boolean {
  return categories === undefined || categories.includes(category) || categories.includes(categoryLevel1(category));
}

/** Whether a row of a form or of the clocks is for submissions of a kind; one that names no kinds is for complaints. */
export function isForKind(kinds: readonly ComplaintKind[] | undefined, kind: ComplaintKind): boolean {
  return kinds === undefined ? kind === USUAL_KIND : kinds.includes(kind);
}

function readerOf(content: PolicyPack): { matcher: KeywordMatcher; effects: readonly TextEffect[] } {
  const words: string[] = [];
  const effects: TextEffect[] = [];
  for (const category of content.categories) {
    for (const word of wordsOf(category.keywords)) {
      words.push(word);
      effects.push({ category: category.code, weight: weightOf(word) });
    }
  }
  for (const rule of content.textRules) {
    for (const word of wordsOf(rule.keywords)) {
      words.push(word);
      effects.push({ rule, weight: weightOf(word) });
    }
  }
  return { matcher: new KeywordMatcher(words), effects };
}

function wordsOf(keywords: { zh?: readonly string[]; en?: readonly string[] } | undefined): string[] {
  return [...(keywords?.zh ?? []), ...(keywords?.en ?? [])];
}

function weightOf(word: string): number {
  return /[a-z]/i.test(word) ? word.trim().split(/\s+/).length : Math.max(1, word.length / 2);
}
