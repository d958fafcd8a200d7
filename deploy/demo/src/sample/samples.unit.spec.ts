import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { needNoConsent } from '@redress/contracts';
import {
  assess,
  CompiledPack,
  proposeClassification,
  readPackFiles,
  registrationGaps,
  remedyRule,
  SHIPPED_PACK_DIR,
} from '@redress/policy';
import Ajv2020 from 'ajv/dist/2020';
import { DETOURS, ENDINGS, readSampleRows, sampleFile, submissionOf, type SampleRow } from './sample-row';
import { selectRows } from './select-rows';

const rows = readSampleRows();
const packs = new Map(
  readPackFiles(SHIPPED_PACK_DIR).flatMap(({ pack }) => (pack ? [[pack.id, new CompiledPack(pack)] as const] : [])),
);

function packOf(row: SampleRow): CompiledPack {
  const pack = packs.get(row.pack ?? 'GENERAL_SERVICE');
  if (!pack) throw new Error(`${row.id} follows a pack that does not ship`);
  return pack;
}

function isAssessedByPerson(row: SampleRow): boolean {
  const pack = packOf(row);
  const { proposedCategory: category, flags, urgency } = proposeClassification(pack, row);
  const facts = {
    category,
    flags,
    urgency,
    channel: row.channel,
    complainantType: row.complainant.type,
    kind: 'COMPLAINT' as const,
  };
  return assess(pack, facts).category === pack.content.defaults.category;
}

const ids = (wrong: readonly SampleRow[]) => wrong.map(({ id }) => id);
const count = (holds: (row: SampleRow) => boolean) => rows.filter(holds).length;

describe('the samples', () => {
  it('are 300 with everything that the demo has to show', () => {
    expect(rows).toHaveLength(300);
    expect(new Set(ids(rows)).size).toBe(300);
    expect(new Set(rows.flatMap(({ complainant }) => complainant.email?.toLowerCase() ?? [])).size).toBe(
      count(({ complainant }) => complainant.email !== undefined),
    );
    expect(
      new Set(rows.filter(({ locale }) => locale === 'zh-CN').map(({ description }) => description)).size,
    ).toBeGreaterThanOrEqual(80);
    expect(count(({ script }) => script.ending === 'dissatisfied-then-closed')).toBeGreaterThanOrEqual(15);
    expect(count(({ script }) => script.ending === 'withdrawn')).toBeGreaterThanOrEqual(15);
    expect(count(({ expected }) => expected.withdrawalRefused)).toBeGreaterThanOrEqual(10);
    expect(count(({ expected }) => expected.breachedClock !== undefined)).toBeGreaterThanOrEqual(15);
    expect(count(({ expected }) => expected.approvalRejected)).toBeGreaterThanOrEqual(10);
  });

  // CM-11, contracts, section 7
  it('reach many by text message or paper, and leave ten untold', () => {
    const withoutMail = rows.filter(({ complainant }) => complainant.email === undefined);
    const byMessage = withoutMail.filter(({ complainant }) => complainant.preferredWay === undefined);
    const numberOf = ({ complainant }: SampleRow) => complainant.phone?.replace(/\D/g, '');
    const untold = rows.filter(({ script }) => script.untold);

    expect(withoutMail.length).toBeGreaterThanOrEqual(40);
    expect(
      ids(byMessage.filter((row) => rows.filter((other) => numberOf(other) === numberOf(row)).length !== 1)),
    ).toEqual([]);
    expect(untold).toHaveLength(10);
    expect(ids(untold.filter(({ expected }) => expected.breachedClock !== 'ACKNOWLEDGEMENT'))).toEqual([]);
    expect(ids(untold.filter(({ expected }) => expected.acknowledgedBy !== 'NOBODY'))).toEqual([]);
  });

  it.each([...ENDINGS])('end as %s at least four times', (ending) => {
    expect(count(({ script }) => script.ending === ending)).toBeGreaterThanOrEqual(4);
  });

  // T7
  it('are merged into complaints of the same day that are there already', () => {
    const merged = rows.filter(({ script }) => script.ending === 'merged');
    const wrong = merged.filter(({ occurredAt, script }) => {
      const primary = rows.find(({ id }) => id === script.mergedInto);
      return primary?.occurredAt.dayOffset !== occurredAt.dayOffset || primary.occurredAt.time > occurredAt.time;
    });

    expect(ids(wrong)).toEqual([]);
  });

  it.each([...DETOURS])('take %s at least four times', (detour) => {
    const taken = rows.filter(({ script }) => script.detour === detour);

    expect(taken.length).toBeGreaterThanOrEqual(4);
    expect(ids(taken.filter(({ expected }) => expected.facts === undefined))).toEqual([]);
  });

  // T41
  it('tell only what needs no consent', () => {
    const told = rows.filter(({ script }) => script.detour === 'told');

    expect(ids(told.filter(({ script }) => !needNoConsent(script.remedies.map(({ type }) => type))))).toEqual([]);
  });

  it('fit their schema', () => {
    const folder = dirname(sampleFile());
    const schema = JSON.parse(readFileSync(join(folder, 'complaints.schema.json'), 'utf8')) as object;
    const isValid = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
    const lines = readFileSync(sampleFile(), 'utf8').trim().split('\n');
    const wrong = lines.flatMap((line) => {
      const row = JSON.parse(line) as { id: string };
      const { id } = row;
      return isValid(row) ? [] : [`${id}: ${JSON.stringify(isValid.errors)}`];
    });

    expect(wrong).toEqual([]);
  });

  it('hold what the registration forms of their packs require', () => {
    const gaps = rows.filter((row) => {
      const submission = submissionOf(row) as unknown as Parameters<typeof registrationGaps>[1];
      return registrationGaps(packOf(row), submission).required.length > 0;
    });

    expect(ids(gaps)).toEqual([]);
  });

  it('offer remedies of their packs only, with amounts where the pack says so, owned by its units', () => {
    const wrong = rows.filter((row) =>
      row.script.remedies.some(
        ({ type, amountMinor, ownerUnit }) =>
          remedyRule(packOf(row), type)?.needsAmount !== (amountMinor !== undefined) ||
          !(ownerUnit in packOf(row).content.units),
      ),
    );

    expect(ids(wrong)).toEqual([]);
  });

  // T27
  it('pay in instalments what their packs pay in as many, and one of them does', () => {
    const inParts = rows.filter(({ script }) => script.remedies.some(({ instalments }) => instalments !== undefined));
    const beyond = inParts.filter((row) =>
      row.script.remedies.some(({ type, days, instalments = 0 }) => {
        const rule = remedyRule(packOf(row), type)?.instalments;
        return (
          instalments > 0 && (!rule || instalments > rule.atMost || days * instalments > rule.withinDays || days === 0)
        );
      }),
    );

    expect([ids(beyond), inParts.length > 0]).toEqual([[], true]);
  });

  it('divide responsibility completely', () => {
    expect(
      ids(rows.filter(({ script }) => script.shares.reduce((sum, { percent }) => sum + percent, 0) !== 100)),
    ).toEqual([]);
  });

  it('let a person be late with the assessment, or withdraw during it, only where a person assesses', () => {
    const late = rows.filter(
      ({ script }) => script.breach === 'assessment' && script.ending !== 'dissatisfied-then-closed',
    );
    const withdrawn = rows.filter(({ script }) => script.withdrawAt === 'UNDER_ASSESSMENT');

    expect(ids([...late, ...withdrawn].filter((row) => !isAssessedByPerson(row)))).toEqual([]);
  });

  it('name clocks of their packs', () => {
    const wrong = rows.filter(
      (row) =>
        row.expected.breachedClock !== undefined &&
        !packOf(row).content.clocks.some(({ code }) => code === row.expected.breachedClock),
    );

    expect(ids(wrong)).toEqual([]);
  });
});

describe('a selection of rows', () => {
  it('keeps every kind of script', () => {
    const chosen = selectRows(rows, 70);

    expect(chosen).toHaveLength(70);
    expect(new Set(chosen.map(({ script }) => script.ending))).toEqual(new Set(ENDINGS));
    expect(new Set(chosen.flatMap(({ script }) => script.detour ?? []))).toEqual(new Set(DETOURS));
    expect(new Set(chosen.map(({ script }) => script.breach)).size).toBe(4);
    expect(chosen.some(({ script }) => script.rejectApproval)).toBe(true);
    expect(new Set(chosen.map(({ entry }) => entry)).size).toBe(3);
  });

  it('stays in the order of submission and takes all when asked for more', () => {
    expect(ids(selectRows(rows, 30))).toEqual(ids(selectRows(rows, 30)).toSorted());
    expect(selectRows(rows, 1_000)).toHaveLength(300);
  });
});
