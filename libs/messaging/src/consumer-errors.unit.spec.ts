import { BadRecord, describeFailure, isInfrastructureError, signatureOf, Unprocessable } from './consumer-errors';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('telling what a failure is about', () => {
  it.each([
    withCode('ECONNREFUSED'),
    withCode('57P01', 'terminating connection due to administrator command'),
    withCode('08006'),
    withCode('40001'),
    withCode('25P03'),
    withCode('53300', 'too many connections'),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]),
    new Error('query failed', { cause: withCode('ECONNRESET') }),
  ])('sees that the infrastructure failed: %s', (error) => {
    expect(isInfrastructureError(error)).toBe(true);
  });

  it.each([
    new Error('something'),
    new TypeError('x is undefined'),
    new Unprocessable('never'),
    withCode('23505', 'duplicate key value'),
    withCode('42P01', 'relation does not exist'),
    'not an error',
  ])('sees that the event failed: %s', (error) => {
    expect(isInfrastructureError(error)).toBe(false);
  });
});

describe('the signature of a failure', () => {
  it('is the same for the same cause in different complaints', () => {
    const one = new Error('no unit "QA" for 019a9d6e-7a00-7000-8000-000000000001 after 3 tries');
    const two = new Error('no unit "LOG" for 019a9d6e-7a00-7000-8000-000000000002 after 12 tries');

    expect(signatureOf(one)).toBe(signatureOf(two));
  });

  it('differs for another class or another message', () => {
    expect(signatureOf(new TypeError('no unit'))).not.toBe(signatureOf(new RangeError('no unit')));
    expect(signatureOf(new Error('no unit'))).not.toBe(signatureOf(new Error('no pack')));
    expect(signatureOf(new BadRecord('INVALID', 'x'))).not.toBe(signatureOf(new Unprocessable('x')));
  });
});

it('keeps nothing that a database error quotes', () => {
  const error = Object.assign(new Error('invalid input syntax for type integer: "Li Wei"'), { severity: 'ERROR' });

  expect(describeFailure(error)).not.toContain('Li Wei');
  expect(signatureOf(error)).not.toContain('Li Wei');
});
