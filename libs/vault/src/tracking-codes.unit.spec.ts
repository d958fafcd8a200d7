import { TrackingCodes, WRONG_TRACKING_CODES, type Queryable, type WrongCodes } from './index';

const ID = '019a9d6e-7a00-7000-8000-0000000000c1';
const FROM = {} as Queryable;

/** A door on a dossier that is here or not, after so many seconds' lock. */
function door({ code, lockedFor = 0 }: { readonly code?: string; readonly lockedFor?: number }) {
  const counted: (string | undefined)[] = [];
  const read = jest.fn(async () => (code ? { content: { trackingCode: code } } : undefined));
  const codes = new TrackingCodes({
    lockedFor: async () => lockedFor,
    count: async (_from: Queryable, complaintId: string | undefined, limit: unknown) => {
      expect(limit).toBe(WRONG_TRACKING_CODES);
      counted.push(complaintId);
    },
  } as unknown as WrongCodes);
  return { codes, counted, read };
}

describe('the door that number and code open', () => {
  it('lets the complainant in, and counts nothing', async () => {
    const { codes, counted, read } = door({ code: 'K7QM2X9RTB4D' });
    expect(await codes.closedTo(FROM, ID, 'k7qm 2x9r tb4d', read)).toBeUndefined();
    expect(counted).toEqual([]);
  });

  it('counts a wrong code on its complaint, and one on an unknown number on none', async () => {
    const { codes, counted, read } = door({ code: 'K7QM2X9RTB4D' });
    expect(await codes.closedTo(FROM, ID, 'AAAAAAAAAAAA', read)).toEqual({ kind: 'UNKNOWN' });
    expect(await codes.wrong(FROM, undefined)).toEqual({ kind: 'UNKNOWN' });
    expect(counted).toEqual([ID, undefined]);
  });

  it('looks at no code, right or wrong, while it is locked', async () => {
    const { codes, counted, read } = door({ code: 'K7QM2X9RTB4D', lockedFor: 90 });
    expect(await codes.closedTo(FROM, ID, 'K7QM2X9RTB4D', read)).toEqual({ kind: 'LOCKED', retryAfterSeconds: 90 });
    expect(read).not.toHaveBeenCalled();
    expect(counted).toEqual([]);
  });

  it('asks to wait, and counts nothing, before the code has arrived', async () => {
    const { codes, counted, read } = door({});
    expect(await codes.closedTo(FROM, ID, 'K7QM2X9RTB4D', read)).toEqual({ kind: 'NOT_YET' });
    expect(counted).toEqual([]);
  });
});
