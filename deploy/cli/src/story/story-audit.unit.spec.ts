import { StoryAudit } from './story-audit';
import type { StoryRecord } from './story-record';
import { aWholeStory } from './whole-story.spec';

function audited(...stories: readonly (readonly StoryRecord[])[]) {
  const audit = new StoryAudit();
  for (const records of stories) for (const record of records) audit.add(record);
  return audit.result();
}

const changed = (records: readonly StoryRecord[], stateSeq: string, change: Partial<StoryRecord>): StoryRecord[] =>
  records.map((record) => (record.stateSeq === stateSeq ? { ...record, ...change } : record));

describe('auditing stories', () => {
  it('finds whole stories legal, facts between the moves or not', () => {
    expect(audited(aWholeStory('A').read(), aWholeStory('B').read())).toEqual({ checked: 2, illegal: [] });
  });

  it('names complaint, number, place and rule of an illegal one, and that one alone', () => {
    const bad = aWholeStory('B');
    const records = changed(bad.read(), '4', { emitter: 'resolution' });
    expect(audited(aWholeStory('A').read(), records)).toEqual({
      checked: 2,
      illegal: [
        {
          complaintId: bad.complaintId,
          complaintNo: 'B',
          stateSeq: 4,
          rule: 'the custody table does not let resolution move from ASSIGNED to UNDER_INVESTIGATION',
        },
      ],
    });
  });

  it.each([
    [
      'a holder that the value does not name',
      { holder: 'routing' },
      'holder is routing in the header and investigation in the value',
    ],
    ['a key of another complaint', { key: 'x' }, 'the key of the record is not the complaint id'],
    ['no value', { value: null }, 'the value is no JSON object'],
    [
      'no place in the story',
      { stateSeq: undefined },
      'redress.routing.assignment-accepted.v1 moves the state but has no ce_stateseq',
    ],
  ])('refuses a state event with %s', (_, change, rule) => {
    const records = changed(aWholeStory('A').read(), '4', change);
    expect(audited(records).illegal).toEqual([expect.objectContaining({ rule })]);
  });
});
