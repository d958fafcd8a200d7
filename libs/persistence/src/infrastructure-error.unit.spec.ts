import { isInfrastructureError } from './infrastructure-error';

const withCode = (code: string, message = 'x', severity = 'ERROR') =>
  Object.assign(new Error(message), { code, severity });

describe('telling what a failure is about', () => {
  it.each([
    withCode('ECONNREFUSED'),
    withCode('57P01', 'terminating connection due to administrator command'),
    withCode('08006'),
    withCode('40001'),
    withCode('25P03'),
    withCode('57014', 'canceling statement due to statement timeout'),
    withCode('53300', 'too many connections'),
    withCode('55000', 'database is not currently accepting connections', 'FATAL'),
    withCode('3D000', 'database does not exist', 'FATAL'),
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
    withCode('23505', 'duplicate key value'),
    withCode('42P01', 'relation does not exist'),
    withCode('55000', 'lastval is not yet defined in this session'),
    'not an error',
  ])('sees that what was asked failed: %s', (error) => {
    expect(isInfrastructureError(error)).toBe(false);
  });
});
