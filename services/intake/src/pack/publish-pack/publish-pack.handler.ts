import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import type { Caller } from '@redress/commands';
import { policyPack } from '@redress/contracts';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import {
  lintForPublication,
  PackRegistry,
  parsePack,
  type LocatedPackProblem,
  type PackDocument,
  type PolicyPack,
} from '@redress/policy';
import { Feeds } from '@redress/service-host/feeds';
import { BusinessClock, CalendarRegistry } from '@redress/time';
import { PackPublicationEntity } from '../../database/entities';
import { lineOfKey } from '../domain/line-of-key';

/** A pack that cannot be published, with every problem and its place. */
export class RefusedPack extends Error {
  constructor(readonly problems: readonly LocatedPackProblem[]) {
    super(`The pack is refused: ${problems.map(({ line, rule }) => `line ${line}, ${rule}`).join('; ')}`);
    this.name = 'RefusedPack';
  }
}

/** A version as it was published. */
export interface Publication {
  readonly id: string;
  readonly version: number;
  readonly effectiveFrom: string;
  readonly publishedAt: string;
}

/** Organisation of documents that belong to the whole platform. */
const PLATFORM = 'platform';

/** Publications queue, so that two of them cannot both be the next version. Any constant does. */
const PUBLICATION_LOCK = 7_301_560;

/** Publishes versions of policy packs, each once and for ever. */
@Injectable()
export class PublishPack {
  constructor(
    private readonly outbox: Outbox,
    private readonly feeds: Feeds,
    private readonly calendars: CalendarRegistry,
    private readonly directory: Directory,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * Publishes a new version for the publisher's organisation that takes effect ten minutes of business time ahead, or
   * later. Versions are numbered over all organisations.
   * @throws RefusedPack naming line and rule of every problem
   */
  async publish(tx: Transaction, yaml: string, { sub, organisationId }: Caller): Promise<Publication> {
    const pack = parsed(yaml, { calendars: this.calendars.ids() });
    const published = await this.published(tx);
    const units = Object.keys(pack.units).filter(
      (unit) => this.directory.unit(unit)?.organisationId === organisationId,
    );
    const problems = lintForPublication(pack, {
      now: this.clock.now(),
      published,
      calendars: this.calendars.ids(),
      units,
    });
    if (problems.length > 0) {
      throw new RefusedPack(
        problems.map((problem) => ({ ...problem, line: lineOfKey(yaml, String(problem.path[0] ?? '')), column: 1 })),
      );
    }
    return this.store(tx, pack, { by: sub, organisationId: organisationId ?? PLATFORM });
  }

  /**
   * Publishes the versions that come with the installation and are not published yet; they may count from the past.
   * @throws RefusedPack
   */
  async install(tx: Transaction, packs: readonly PolicyPack[], calendars: readonly string[]): Promise<Publication[]> {
    const publications: Publication[] = [];
    for (const pack of packs.toSorted((a, b) => a.version - b.version)) {
      const published = await this.published(tx);
      if (published.find(pack.id, pack.version)) continue;
      const problems = lintForPublication(pack, { now: this.clock.now(), published, calendars, installing: true });
      if (problems.length > 0) throw new RefusedPack(problems.map((problem) => ({ ...problem, line: 1, column: 1 })));
      publications.push(await this.store(tx, pack, { by: 'installation', organisationId: PLATFORM }));
    }
    return publications;
  }

  private async store(
    tx: Transaction,
    pack: PolicyPack,
    { by: publishedBy, organisationId }: { readonly by: string; readonly organisationId: string },
  ): Promise<Publication> {
    const at = this.clock.now();
    const publication = {
      id: pack.id,
      version: pack.version,
      effectiveFrom: new Date(pack.effectiveFrom).toISOString(),
      publishedAt: at.toISOString(),
    };
    const key = `${pack.id}:${pack.version}`;
    const document = {
      ...publication,
      ...(organisationId === PLATFORM ? {} : { organisationId }),
      content: pack as unknown as Record<string, unknown>,
    };
    await tx.manager.insert(PackPublicationEntity, {
      id: pack.id,
      version: pack.version,
      publishedBy,
      publishedAt: at,
    });
    await this.feeds.keepPacks(tx, [document]);
    // The publication lock stands for the keys of all packs.
    tx.heldKeys.add(key);
    await this.outbox.appendDocuments(tx, [{ contract: policyPack, key, organisationId, at, data: document }]);
    return publication;
  }

  /** All versions in the database, behind the lock: what another replica published a moment ago counts too. */
  private async published(tx: Transaction): Promise<PackRegistry> {
    tx.write('select pg_advisory_xact_lock($1)', [PUBLICATION_LOCK]);
    const { rows } = await tx.query<Omit<PackDocument, 'effectiveFrom'> & { effective_from: Date }>(
      'select id, version, effective_from, content from policy_pack',
    );
    const registry = new PackRegistry();
    for (const { effective_from, ...row } of rows) {
      registry.put({ ...row, effectiveFrom: effective_from.toISOString() });
    }
    return registry;
  }
}

/** @throws RefusedPack */
function parsed(yaml: string, context: { readonly calendars: readonly string[] }): PolicyPack {
  const { pack, problems } = parsePack(yaml, context);
  if (!pack) throw new RefusedPack(problems);
  return pack;
}
