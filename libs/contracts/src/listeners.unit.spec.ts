import { listenerOf } from './listeners';

describe('the listener of a path', () => {
  it.each([
    '/health/live',
    '/metrics',
    '/metrics?name=a',
    '/docs',
    '/docs/swagger-ui.css',
    '/openapi.json',
    '/internal/clock',
    '/v1/operations/routing/parked-events/:id',
  ])('is that for operations: %s', (path) => expect(listenerOf(path)).toBe('operations'));

  it.each([
    '/',
    '/v1/complaints',
    '/v1/operational',
    '/documents',
    '/healthy',
    '/v1/complaints/:id/internal',
    '/offers/x',
  ])('is the public one: %s', (path) => expect(listenerOf(path)).toBe('public'));
});
