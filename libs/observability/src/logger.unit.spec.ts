import { withLogContext } from './log-context';
import { createLogger, NestLogger, type Logger } from './logger';
import { newTraceparent, parseTraceparent } from './traceparent';

/** A logger whose lines can be read back. */
const aLogger = (level = 'trace'): { logger: Logger; lines: () => Record<string, unknown>[]; text: () => string } => {
  const written: string[] = [];
  const logger = createLogger({ service: 'intake', level, destination: { write: (line) => void written.push(line) } });
  return { logger, lines: () => written.map((line) => JSON.parse(line)), text: () => written.join('') };
};

describe('the logger', () => {
  it('writes one JSON object a line with level, time and service', () => {
    const { logger, lines } = aLogger();

    logger.warn({ depth: 3 }, 'outbox is slow');

    expect(lines()).toEqual([
      expect.objectContaining({ level: 'warn', service: 'intake', depth: 3, msg: 'outbox is slow' }),
    ]);
    expect(new Date(lines()[0]?.['time'] as string).toISOString()).toBe(lines()[0]?.['time']);
  });

  it('adds the trace id and complaint of the work at hand, also after a wait', async () => {
    const { logger, lines } = aLogger();
    const traceparent = newTraceparent();

    await withLogContext({ traceparent }, () =>
      withLogContext({ complaintId: 'c-1' }, async () => {
        await Promise.resolve();
        logger.info('moved');
      }),
    );
    logger.info('elsewhere');

    expect(lines()[0]).toMatchObject({ traceId: parseTraceparent(traceparent)?.traceId, complaintId: 'c-1' });
    expect(lines()[1]).not.toHaveProperty('complaintId');
  });

  it.each([
    [{ email: 'wang@example.com' }, 'wang@example.com'],
    [{ request: { headers: { authorization: 'Bearer abc' } } }, 'abc'],
    [{ people: [{ phone: '13812345678' }] }, '13812345678'],
    [{ complainant: { givenName: 'Xiaoming' } }, 'Xiaoming'],
    [{ tracking_code: 'ABCD-EFGH' }, 'ABCD'],
    [{ key: Buffer.from('secret bytes') }, 'secret'],
  ])('withholds what %j says of a person', (fields, secret) => {
    const { logger, text } = aLogger();

    logger.info(fields, 'seen');

    expect(text()).not.toContain(secret);
  });

  it('describes an error without the values that a database quotes', () => {
    const { logger, text, lines } = aLogger();
    const error = Object.assign(new Error('invalid input syntax for type uuid: "Wang Xiaoming"'), {
      severity: 'ERROR',
      code: '22P02',
      detail: 'Key (email)=(wang@example.com) exists',
      parameters: ['Wang Xiaoming'],
    });

    logger.error({ err: error }, 'statement failed');

    expect(text()).not.toMatch(/Wang|wang/);
    expect(lines()[0]?.['err']).toMatchObject({ type: 'Error', code: '22P02' });
    expect(JSON.stringify(lines()[0]?.['err'])).toContain('invalid input syntax for type uuid');
  });

  it('keeps silent below its level', () => {
    const { logger, lines } = aLogger('warn');

    logger.info('not this');
    logger.error('this');

    expect(lines().map((line) => line['msg'])).toEqual(['this']);
  });

  it('speaks for Nest', () => {
    const { logger, lines } = aLogger();
    const nest = new NestLogger(logger);

    nest.log('Mapped {/v1/complaints, POST}', 'RouterExplorer');
    nest.error('It broke', 'Error: it\n    at there', 'ExceptionsHandler');
    nest.error(new TypeError('odd'));

    expect(lines()).toEqual([
      expect.objectContaining({ level: 'info', context: 'RouterExplorer', msg: 'Mapped {/v1/complaints, POST}' }),
      expect.objectContaining({
        level: 'error',
        context: 'ExceptionsHandler',
        stack: expect.stringContaining('there'),
      }),
      expect.objectContaining({ level: 'error', err: expect.objectContaining({ type: 'TypeError', message: 'odd' }) }),
    ]);
  });
});
