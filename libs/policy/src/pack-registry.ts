import { CompiledPack } from './compiled-pack';
import { lintPack, type LintContext } from './lint-pack';
import type { PackProblem } from './pack-problem';
import { formProblems } from './parse-pack';
import { PolicyPack } from './policy-pack';

const LEAD_TIME_MS = 10 * 60_000;

/** A pack as it stands on `policy.packs.v1`. */
export interface PackDocument {
  readonly id: string;
  readonly version: number;
  readonly effectiveFrom: string;
  /** Absent: for every organisation. */
  readonly organisationId?: string | undefined;
  readonly content: Record<string, unknown>;
}

interface PublishedPack {
  readonly pack: CompiledPack;
  readonly effectiveFromMs: number;
  readonly organisationId: string | undefined;
}

/** The packs a service has read from `policy.packs.v1`, every version of each. */
export class PackRegistry {
  private readonly versions = new Map<string, PublishedPack[]>();

  /** Takes a version in; the same version again replaces it. @throws InvalidPack when the content is not a usable pack */
  put(document: PackDocument): CompiledPack {
    const result = PolicyPack.safeParse(document.content);
    if (!result.success) throw new InvalidPack(document, formProblems(result.error, document.content));
    const problems = lintPack(result.data);
    if (problems.length > 0) throw new InvalidPack(document, problems);
    const { id, version, effectiveFrom } = result.data;
    if (
      id !== document.id ||
      version !== document.version ||
      instant(effectiveFrom) !== instant(document.effectiveFrom)
    ) {
      const message = `the content is ${id} ${version} from ${effectiveFrom}`;
      throw new InvalidPack(document, [{ path: [], rule: 'document-differs', message }]);
    }
    const { organisationId } = document;
    const published = { pack: new CompiledPack(result.data), effectiveFromMs: instant(effectiveFrom), organisationId };
    const others = (this.versions.get(id) ?? []).filter(({ pack }) => pack.content.version !== version);
    this.versions.set(
      id,
      [...others, published].toSorted((a, b) => a.effectiveFromMs - b.effectiveFromMs || byVersion(a, b)),
    );
    return published.pack;
  }

  /** A version, or undefined when it was not read. */
  find(id: string, version: number): CompiledPack | undefined {
    return this.versions.get(id)?.find(({ pack }) => pack.content.version === version)?.pack;
  }

  /** A version. @throws UnknownPack when it was not read: a consumer then waits for it */
  get(id: string, version: number): CompiledPack {
    const pack = this.find(id, version);
    if (!pack) throw new UnknownPack(id, version);
    return pack;
  }

  /**
   * The version in force at `at` (business time) for complaints of an organisation: of its own and those for every one; of the
   * latter only where none is given. Undefined when none is.
   */
  effective(id: string, at: Date, organisationId?: string): CompiledPack | undefined {
    return this.versions
      .get(id)
      ?.findLast(
        (version) =>
          version.effectiveFromMs <= at.getTime() &&
          (version.organisationId === undefined || version.organisationId === organisationId),
      )?.pack;
  }

  /** Every version read so far, by id and then by the time from which it is in force. */
  all(): CompiledPack[] {
    return [...this.versions.keys()].toSorted().flatMap((id) => this.versions.get(id)!.map(({ pack }) => pack));
  }

  /** The highest version of a pack, or undefined. */
  latest(id: string): CompiledPack | undefined {
    return this.versions.get(id)?.toSorted(byVersion).at(-1)?.pack;
  }
}

/** A consumer met a pack version that it has not read. */
export class UnknownPack extends Error {
  constructor(
    readonly packId: string,
    readonly version: number,
  ) {
    super(`policy pack ${packId} version ${version} is not known here`);
    this.name = 'UnknownPack';
  }
}

/** A document on the topic whose content cannot be used. */
export class InvalidPack extends Error {
  constructor(
    document: Pick<PackDocument, 'id' | 'version'>,
    readonly problems: readonly PackProblem[],
  ) {
    const listed = problems.map(({ path, rule, message }) => `${path.join('.')}: ${message} (${rule})`).join('; ');
    super(`policy pack ${document.id} version ${document.version} is not valid: ${listed}`);
    this.name = 'InvalidPack';
  }
}

/**
 * Checks a pack that is about to be published: beside {@link lintPack}, that it is a new version and that everybody can
 * have read it before it counts (ten minutes of business time). @returns all problems, none when it may be published
 */
export function lintForPublication(
  pack: PolicyPack,
  publication: LintContext & {
    readonly now: Date;
    readonly published: PackRegistry;
    /** First start of an empty platform: no complaint is pinned to anything yet, so packs may count from the past. */
    readonly installing?: boolean;
  },
): PackProblem[] {
  const problems = lintPack(pack, publication);
  const effectiveFromMs = instant(pack.effectiveFrom);
  const latest = publication.published.latest(pack.id);
  if (latest && pack.version <= latest.content.version) {
    const message = `version ${latest.content.version} is already published; a version never changes`;
    problems.push({ path: ['version'], rule: 'version-order', message });
  }
  if (latest && effectiveFromMs <= instant(latest.content.effectiveFrom)) {
    const message = `must be after that of version ${latest.content.version}, ${latest.content.effectiveFrom}`;
    problems.push({ path: ['effectiveFrom'], rule: 'effective-order', message });
  }
  if (!publication.installing && effectiveFromMs < publication.now.getTime() + LEAD_TIME_MS) {
    const earliest = new Date(publication.now.getTime() + LEAD_TIME_MS).toISOString();
    problems.push({ path: ['effectiveFrom'], rule: 'effective-too-soon', message: `must be ${earliest} or later` });
  }
  return problems;
}

function instant(text: string): number {
  return Date.parse(text);
}

function byVersion(a: PublishedPack, b: PublishedPack): number {
  return a.pack.content.version - b.pack.content.version;
}
