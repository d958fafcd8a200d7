import { EVENTS, namesForClocks } from '@redress/contracts';
import { addLimit } from '@redress/time';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CLOCK_EVENTS } from './clock-events';
import { readPackFiles, SHIPPED_PACK_DIR } from './policy-files';
import { policyPackJsonSchema } from './policy-pack';
import { shanghai, shippedCalendars, shippedYaml } from './sample-packs.spec';

describe('the packs that ship with the product', () => {
  const files = readPackFiles(SHIPPED_PACK_DIR, { calendars: shippedCalendars().ids() });

  it('are without problems', () => {
    expect(files.map(({ file, problems }) => ({ file, problems }))).toEqual([
      { file: 'general-service.v1.yaml', problems: undefined },
      { file: 'manufacturing-8d.v1.yaml', problems: undefined },
      { file: 'service-chain.v1.yaml', problems: undefined },
    ]);
  });

  it('are named after their id and version', () => {
    const names = files.map(({ pack }) => `${pack!.id.toLowerCase().replaceAll('_', '-')}.v${pack!.version}.yaml`);

    expect(names).toEqual(files.map(({ file }) => file));
  });

  it('use only facts that are on the story', () => {
    const facts = new Set(EVENTS.filter((event) => event.kind !== 'request').flatMap(namesForClocks));

    expect(CLOCK_EVENTS.filter((event) => event !== 'received' && !facts.has(event))).toEqual([]);
  });
});

describe('the JSON Schema of packs', () => {
  it('is the one checked in; when it is stale run node libs/policy/dist/write-json-schema.js', () => {
    const file = join(__dirname, '..', 'schema', 'policy-pack.schema.json');

    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(policyPackJsonSchema());
  });

  it('accepts the shipped packs and refuses an unknown key', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats(ajv);
    const validate = ajv.compile(policyPackJsonSchema());
    const content = parse(shippedYaml('general-service.v1.yaml'));

    expect(validate(content)).toBe(true);
    expect(validate({ ...content, ceiling: 1 })).toBe(false);
  });
});

describe('the Chinese calendar that ships with the product', () => {
  const calendar = shippedCalendars().get('CN');

  it('works on every make-up weekend of 2025 and 2026', () => {
    const makeUpDays = [
      ...['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
      ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    ];

    expect(makeUpDays.filter((date) => !calendar.isWorkingDay(date))).toEqual([]);
  });

  it('works on no other weekend of those years', () => {
    const worked: string[] = [];
    for (let day = Date.UTC(2025, 0, 1); day < Date.UTC(2027, 0, 1); day += 86_400_000) {
      const date = new Date(day);
      const text = date.toISOString().slice(0, 10);
      if ([0, 6].includes(date.getUTCDay()) && calendar.isWorkingDay(text)) worked.push(text);
    }

    expect(worked).toHaveLength(11);
  });

  it('rests at spring festival and on National Day', () => {
    const rest = ['2025-01-28', '2025-02-04', '2025-10-08', '2026-02-16', '2026-02-23', '2026-10-07'];

    expect(rest.filter((date) => calendar.isWorkingDay(date))).toEqual([]);
  });

  it('counts five working days around spring festival 2026 with its make-up Saturday', () => {
    const due = addLimit(shanghai('2026-02-12T10:00'), { amount: 5, unit: 'WD' }, calendar);

    expect(due).toEqual(shanghai('2026-02-26T18:00'));
  });

  it('is provisional in 2027 only', () => {
    const years = [2025, 2026, 2027].map((year) =>
      calendar.isProvisional(shanghai(`${year}-06-01T09:00`), shanghai(`${year}-06-02T09:00`)),
    );

    expect(years).toEqual([false, false, true]);
  });
});
