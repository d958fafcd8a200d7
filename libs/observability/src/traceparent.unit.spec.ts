import { formatTraceparent, newTraceparent, parseTraceparent } from './traceparent';

const HEADER = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('the traceparent header', () => {
  it('is read and written alike', () => {
    const parsed = parseTraceparent(HEADER);

    expect(parsed).toEqual({ traceId: HEADER.slice(3, 35), spanId: HEADER.slice(36, 52), sampled: true });
    expect(parsed && formatTraceparent(parsed)).toBe(HEADER);
  });

  it.each([
    undefined,
    '',
    'nonsense',
    HEADER.toUpperCase(),
    HEADER.replace(/^00/, 'ff'),
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`,
  ])('is ignored when it is %s', (header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });

  it('is made unique and unrecorded when nobody sent one', () => {
    const [one, two] = [parseTraceparent(newTraceparent()), parseTraceparent(newTraceparent())];

    expect(one?.sampled).toBe(false);
    expect(one?.traceId).not.toBe(two?.traceId);
  });
});
