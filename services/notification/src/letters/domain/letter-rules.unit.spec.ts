import { isOutdated, letterIdOf } from './letter';
import { GIVE_UP_AFTER_MS, retryDelayMs } from './retry-delay';
import { LetterHasFailed } from './rules/letter-has-failed.rule';

const COMPLAINT = '019a9d6e-7a00-7000-8000-000000000001';

describe('a letter', () => {
  it('has the same id whenever it is called for by the same occasion', () => {
    expect(letterIdOf(COMPLAINT, 'offer:1')).toBe(letterIdOf(COMPLAINT, 'offer:1'));
    expect(letterIdOf(COMPLAINT, 'offer:1')).not.toBe(letterIdOf(COMPLAINT, 'offer:2'));
  });

  it.each([
    ['ACKNOWLEDGEMENT', 'UNDER_INVESTIGATION', false],
    ['ACKNOWLEDGEMENT', 'WITHDRAWN', true],
    ['OFFER', 'RESOLUTION_OFFERED', false],
    ['OFFER', 'WITHDRAWN', true],
    ['OFFER', 'REMEDY_IN_PROGRESS', true],
    ['ONE_TIME_CODE', 'RESOLUTION_OFFERED', false],
    ['ONE_TIME_CODE', 'REMEDY_IN_PROGRESS', true],
    ['CLOSURE', 'CLOSED', false],
    ['CLOSURE', 'UNDER_ASSESSMENT', true],
    ['WITHDRAWAL', 'WITHDRAWN', false],
    ['REQUEST_REFUSED', 'CLOSED', false],
  ] as const)('%s of a complaint that is %s: outdated %s', (kind, state, outdated) => {
    expect(isOutdated(kind, state)).toBe(outdated);
  });

  it.each([
    ['FAILED', false],
    ['SENT', true],
    ['SUPPRESSED', true],
    ['REQUESTED', true],
  ] as const)('that is %s may not be tried again: %s', (status, broken) => {
    expect(new LetterHasFailed(status).isBroken()).toBe(broken);
  });
});

describe('the time before the next attempt', () => {
  it('doubles, up to a quarter of an hour', () => {
    expect([1, 2, 3, 4].map((attempts) => retryDelayMs(attempts, 0.999_999))).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(retryDelayMs(500, 0.999_999)).toBe(900_000);
  });

  it('differs by chance, so that letters which failed together come back apart', () => {
    expect(retryDelayMs(4, 0)).toBe(4_000);
    expect(retryDelayMs(4, 0.5)).toBe(6_000);
  });

  it('leaves hundreds of attempts before a letter is given up', () => {
    expect(GIVE_UP_AFTER_MS / retryDelayMs(500, 1)).toBeGreaterThan(200);
  });
});
