import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS, SERVICES, type EndpointAccess } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { accessPage, rightsOf, type ServiceDocument } from './access-page';

const read = (...path: string[]) => readFileSync(join(workspaceRoot(), 'docs', ...path), 'utf8');
const documents = SERVICES.map((service): ServiceDocument => {
  const { paths } = JSON.parse(read('openapi', `${service}.json`)) as Pick<ServiceDocument, 'paths'>;
  return { service, paths };
});
const table = ACCESS as Readonly<Record<string, Readonly<Record<string, EndpointAccess>>>>;

// The OpenAPI documents are compared with the code in openapi.unit.spec.ts, so what stands there is what the guards do.
describe('who may call what', () => {
  it('is what the table says, for every endpoint and no other', () => {
    const guarded = new Map(
      rightsOf(documents).map(({ service, endpoint, operation, access }) => [
        `${endpoint.includes('/v1/operations/') ? 'operations' : service} ${operation}`,
        access,
      ]),
    );
    const granted = Object.entries(table).flatMap(([service, operations]) =>
      Object.entries(operations).map(([operation, access]) => [`${service} ${operation}`, access] as const),
    );

    expect(Object.fromEntries(guarded)).toEqual(Object.fromEntries(granted));
  });

  it('stands in docs/access.md, endpoint by endpoint with its roles, as `npm run contracts` writes it', () => {
    expect(read('access.md')).toBe(accessPage(rightsOf(documents)));
  });
});
