import { aPerson, aUnit } from '@redress/testing';
import { InvalidDirectoryFile, parseDirectoryFile } from './directory-file';

const { organisationId: _organisation, kind: _kind, ...unit } = aUnit('CS');
const { organisationId: _employer, ...person } = aPerson('staff:lin', ['FRONTLINE']);

const file = (content: object) => () => parseDirectoryFile(JSON.stringify(content), 'directory.json');

describe('reading a directory file', () => {
  it('gives every entry its organisation', () => {
    const entries = file({ organisationId: 'acme', units: [unit], staff: [person] })();

    expect(entries).toEqual([aUnit('CS'), aPerson('staff:lin', ['FRONTLINE'])]);
  });

  it('names every field that breaks a rule', () => {
    const read = file({
      organisationId: 'acme',
      units: [{ ...unit, id: 'cs' }],
      staff: [
        { ...person, capacity: -1 },
        { ...person, id: 'staff:wu', unitId: 'QA' },
      ],
    });

    expect(read).toThrow(InvalidDirectoryFile);
    expect(read).toThrow(/\/units\/0\/id .*\/staff\/0\/capacity .*staff:wu lies in QA/);
  });

  it('refuses an id that is there twice, and a file that is no JSON', () => {
    expect(file({ organisationId: 'acme', units: [unit, unit], staff: [] })).toThrow('CS is there twice');
    expect(() => parseDirectoryFile('{', 'directory.json')).toThrow(InvalidDirectoryFile);
  });
});
