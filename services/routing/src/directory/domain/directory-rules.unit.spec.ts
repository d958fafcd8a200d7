import { aPerson, aSource, aUnit } from '@redress/testing';
import { misfitsOf, type DirectoryNeighbours } from './directory-rules';

const LINES: Readonly<Record<string, readonly string[]>> = { CS: ['CS', 'HQ'], HQ: ['HQ'] };
const ORGANISATIONS: Readonly<Record<string, string>> = { CS: 'acme', HQ: 'acme', GX: 'globex' };

const neighbours: DirectoryNeighbours = {
  lineOf: (unit) => LINES[unit] ?? [],
  organisationOf: (unit) => ORGANISATIONS[unit],
};
const codesOf = (entry: Parameters<typeof misfitsOf>[0]) =>
  misfitsOf(entry, neighbours).map(({ pointer, code }) => `${pointer} ${code}`);
const submits = (...units: string[]) => ({ units, channels: [], rights: [] });

describe('an entry of the directory', () => {
  it('lies in a unit that there is, and not below itself', () => {
    expect(codesOf(aPerson('staff:wu', []))).toEqual([]);
    expect(codesOf(aPerson('staff:wu', [], { unitId: 'NOWHERE' }))).toEqual(['/unitId unknown-unit']);
    expect(codesOf(aUnit('QA', { parentId: 'NOWHERE' }))).toEqual(['/parentId unknown-unit']);
    expect(codesOf(aUnit('HQ', { parentId: 'CS' }))).toEqual(['/parentId below-itself']);
  });

  it('submits for units of its own organisation only', () => {
    expect(codesOf(aSource('urn:crm', { units: ['CS', 'GX'] }))).toEqual(['/units/1 unknown-unit']);
    expect(codesOf(aPerson('client:crm', [], { submits: submits('GX', 'CS') }))).toEqual([
      '/submits/units/0 unknown-unit',
    ]);
  });

  it('submits as a client, never as a member of staff', () => {
    expect(codesOf(aPerson('client:crm', [], { submits: submits('CS') }))).toEqual([]);
    expect(codesOf(aPerson('staff:wu', [], { submits: submits('CS') }))).toEqual(['/submits clients-only']);
  });
});
