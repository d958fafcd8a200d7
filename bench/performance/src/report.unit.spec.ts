import type { Figure } from './figure';
import { type BenchReport, renderReport, resultsOf } from './report';

const B1: Figure = {
  id: 'B1',
  title: 'submissions',
  unit: '/s',
  value: 2345.6,
  min: 2200,
  max: 2400,
  baseline: 3500,
  ratio: 0.67017,
  goal: { text: 'ratio ≥ 0.6', met: true },
  remarks: ['the generator alone: 12,000 /s\nwith 32 connections'],
};
const B8: Figure = {
  id: 'B8.intake',
  title: 'memory of intake',
  unit: 'MB',
  value: 171.25,
  min: 171.25,
  max: 171.25,
  goal: { text: '≤ 160 MB', met: false },
  remarks: [],
};

function reportOf(figures: Figure[], failures: Record<string, string> = {}): BenchReport {
  return {
    startedAt: '2026-11-22T08:00:00.000Z',
    machine: {
      cores: 2,
      processor: 'Some CPU',
      memoryGiB: 8,
      node: 'v24.1.0',
      postgresql: '18.4',
      durability: 'fsync on, synchronous_commit on',
      kafka: '4.1.0',
      servers: 'embedded',
    },
    quick: true,
    rounds: 1,
    seed: 1,
    texts: '300 texts of samples/complaints.jsonl',
    results: resultsOf(figures),
    failures,
  };
}

it('shows each figure on a line of its own, with goal and verdict', () => {
  const lines = renderReport(reportOf([B1, B8])).split('\n');
  expect(lines.find((line) => line.startsWith('B1 '))?.split(/ {2,}/)).toEqual([
    'B1',
    'submissions',
    '2,346 /s',
    '2,200 – 2,400',
    '3,500',
    '0.67',
    'ratio ≥ 0.6',
    'yes',
  ]);
  expect(lines.find((line) => line.startsWith('B8.intake '))).toMatch(/171 MB\s+≤ 160 MB\s+NO$/);
});

it('puts remarks behind the table, under the name of their figure', () => {
  const text = renderReport(reportOf([B1, B8]));
  expect(text).toContain('\nB1  submissions\n    the generator alone: 12,000 /s\n    with 32 connections');
  expect(text.split('B8.intake')).toHaveLength(2);
});

it('names what could not be measured', () => {
  expect(renderReport(reportOf([], { B2: 'Error: no broker' }))).toContain('\nB2  FAILED\n    Error: no broker');
});

it('refuses two figures of one name', () => {
  expect(() => resultsOf([B1, B1])).toThrow('Two figures are called B1');
});

it('orders figures by measurement and leaves those of one as they came', () => {
  const figures = ['B3', 'B3.a', 'B8.z', 'B8', 'B1', 'capacity'].map((id) => ({ ...B1, id }));
  expect(Object.keys(resultsOf(figures))).toEqual(['capacity', 'B1', 'B3', 'B3.a', 'B8.z', 'B8']);
});

it('keeps figures by their ids', () => {
  const { id: _, ...figure } = B1;
  expect(resultsOf([B1])).toEqual({ B1: figure });
});
