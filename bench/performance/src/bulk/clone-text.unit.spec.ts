import { cloneId, earlierDay, joined, numberSeries, Peers, render, Vocabulary } from './clone-text';

const COMPLAINT = '0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee';
const EVENT = '0199aaaa-bbbb-7ccc-9ddd-eeeeeeeeeeee';
const TEXT = `${COMPLAINT}\tGSCS-261122-00007\t2026-11-22 10:00:00+00\t{"by": "${EVENT}", "at": "2026-11-23T00:00:00.000Z"}`;

describe('a vocabulary', () => {
  it('gives every clone ids, days and a number of its own, the same in every text', () => {
    const words = new Vocabulary('GSCS-261122-00007', [TEXT]);
    const row = words.template(TEXT);
    const other = words.template(`story of ${COMPLAINT}`);
    const clone = words.wordsOf({ clone: 11, daysEarlier: 10, peersOn: 0, complaintNo: 'GSCS-261112-00003' });
    const [id, number, at, json] = render(row, clone).split('\t');
    expect(id).toMatch(/^01\w{6}-\w{4}-7ccc-8000-00000000000b$/);
    expect(id).not.toBe(COMPLAINT);
    expect(number).toBe('GSCS-261112-00003');
    expect(at).toBe('2026-11-12 10:00:00+00');
    expect(JSON.parse(json as string)).toEqual({
      by: (id as string).replace('-8000-', '-8001-'),
      at: '2026-11-13T00:00:00.000Z',
    });
    expect(render(other, clone)).toBe(`story of ${id}`);
  });

  it('leaves the original as it is but for its ids when nothing is moved', () => {
    const words = new Vocabulary('GSCS-261122-00007', [TEXT]);
    const row = words.template(TEXT);
    const clone = words.wordsOf({ clone: 0, daysEarlier: 0, peersOn: 0, complaintNo: 'GSCS-261122-00007' });
    expect(render(row, clone)).toBe(
      TEXT.replace(COMPLAINT, '0199aaaa-bbbb-7ccc-8000-000000000000').replace(
        EVENT,
        '0199aaaa-bbbb-7ccc-8001-000000000000',
      ),
    );
  });

  it('changes tokens too, each the same way wherever it stands', () => {
    const words = new Vocabulary('N-261122-1', [], ['a-token']);
    const template = words.template('https://offers/a-token and a-token');
    const one = render(template, words.wordsOf({ clone: 1, daysEarlier: 0, peersOn: 0, complaintNo: 'N-261122-2' }));
    const two = render(template, words.wordsOf({ clone: 2, daysEarlier: 0, peersOn: 0, complaintNo: 'N-261122-3' }));
    expect(one).toMatch(/^https:\/\/offers\/([\w-]{7}) and \1$/);
    expect(two).not.toBe(one);
  });

  it('lets peers take the place of each other, and nobody else', () => {
    const peers = new Peers([['staff:a', 'staff:a-1', 'staff:a-2']]);
    const words = new Vocabulary('N-261122-1', [], [], peers);
    const template = words.template('staff:a staff:a-2 staff:a-23 staff:b');
    const clone = words.wordsOf({ clone: 1, daysEarlier: 0, peersOn: 4, complaintNo: 'N-261122-2' });
    expect(render(template, clone)).toBe('staff:a-1 staff:a staff:a-23 staff:b');
  });

  it('refuses an id that it was not told of', () => {
    expect(() => new Vocabulary('N-261122-1', []).template(COMPLAINT)).toThrow('in none of the texts');
  });

  it('keeps places for what others compute', () => {
    const words = new Vocabulary('N-261122-1', []);
    const text = joined([words.template('a '), words.other('key'), words.template(' N-261122-1')]);
    const values = words.wordsOf({ clone: 1, daysEarlier: 0, peersOn: 0, complaintNo: 'N-261122-9' });
    values[words.indexOfOther('key') as number] = 'SEALED';
    expect(render(text, values)).toBe('a SEALED N-261122-9');
  });
});

describe('cloned ids', () => {
  it('stay in their order', () => {
    const ids = [COMPLAINT, EVENT, '0199aaaa-bbbc-7000-8000-000000000000'];
    const cloned = ids.map((id, rank) => cloneId(id, rank, 5, 700));
    expect(cloned).toEqual([...cloned].sort());
    expect(new Set(cloned).size).toBe(3);
  });
});

it('counts days back over the ends of months and years', () => {
  expect(earlierDay('2026-03-01', 1)).toBe('2026-02-28');
  expect(earlierDay('2026-11-22', 1_095)).toBe('2023-11-23');
});

it('reads the series from a number', () => {
  expect(numberSeries('GSCS-261122-00007')).toEqual({ before: 'GSCS-', day: '2026-11-22', width: 5, serial: 7 });
  expect(() => numberSeries('GSCS')).toThrow('no day and serial');
});
