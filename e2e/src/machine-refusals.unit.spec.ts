import { globSync } from 'node:fs';
import { machines } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { textOf } from './product-files';

type Key = keyof typeof machines;

/** Machines without a command of people that their state refuses, and why. */
const NO_TABLE: Readonly<Partial<Record<Key, string>>> = {
  evidence: 'it may be read in every state',
  letterDispatch: 'receipts move it, and people by what they do with its letter',
  parkedEvent: 'its commands belong to operations and are tried on a running service',
};

describe('what may be done in which state of what belongs to a complaint', () => {
  // SM-01; a state that a table leaves out does not compile
  it('stands in a table of each machine, with the code of every refusal', () => {
    const tables = globSync('services/*/src/**/child-machines.unit.spec.ts', { cwd: workspaceRoot() })
      .map((path) => textOf(path))
      .join('\n');
    const tried = [...tables.matchAll(/refusalRows\(\s*machines\.(\w+)/g)].map(([, key]) => key);

    const expected = (Object.keys(machines) as Key[]).filter((key) => NO_TABLE[key] === undefined);
    expect([...new Set(tried)].toSorted()).toEqual(expected.toSorted());
  });
});
