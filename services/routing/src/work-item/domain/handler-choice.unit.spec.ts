import { InMemoryDirectory } from '@redress/access';
import { aPerson } from '@redress/testing';
import { handlersOf, leastLoaded } from './handler-choice';

const candidate = (id: string, load: number, capacity = 10) => ({ id: `staff:${id}`, load, capacity });

describe('choosing a handler', () => {
  it('takes the one with the least in hand', () => {
    expect(leastLoaded([candidate('he', 3), candidate('wu', 1), candidate('xu', 2)])).toBe('staff:wu');
  });

  it('takes the first by id among equals', () => {
    expect(leastLoaded([candidate('wu', 1), candidate('he', 1)])).toBe('staff:he');
  });

  it('passes over whoever has reached his capacity', () => {
    expect(leastLoaded([candidate('he', 2, 2), candidate('wu', 5)])).toBe('staff:wu');
  });

  it('proposes nobody when nobody has room', () => {
    expect(leastLoaded([candidate('he', 2, 2), candidate('wu', 0, 0)])).toBeUndefined();
  });

  it('does not propose whoever handled the complaint before', () => {
    expect(leastLoaded([candidate('he', 0), candidate('wu', 7)], ['staff:he'])).toBe('staff:wu');
  });
});

describe('the handlers of a unit', () => {
  it('are its own active staff with the role', () => {
    const directory = new InMemoryDirectory();
    for (const person of [
      aPerson('staff:he', ['UNIT_HANDLER'], { unitId: 'QA' }),
      aPerson('staff:away', ['UNIT_HANDLER'], { unitId: 'QA', active: false }),
      aPerson('staff:boss', ['UNIT_MANAGER'], { unitId: 'QA' }),
      aPerson('staff:other', ['UNIT_HANDLER'], { unitId: 'CS' }),
      aPerson('client:robot', ['UNIT_HANDLER'], { unitId: 'QA' }),
    ]) {
      directory.apply(person.id, person);
    }

    expect(handlersOf(directory, 'QA').map(({ id }) => id)).toEqual(['staff:he']);
  });
});
