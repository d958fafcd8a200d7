import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS, type EndpointAccess } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { guardedEndpoints, openApiDocuments, ROWS } from './access-matrix';
import { accessPage, rightsOf } from './access-page';

const read = (...path: string[]) => readFileSync(join(workspaceRoot(), 'docs', ...path), 'utf8');
const documents = openApiDocuments();
const table = ACCESS as Readonly<Record<string, Readonly<Record<string, EndpointAccess>>>>;

/** What stands once in the table for endpoints that several services have. */
const sharedBy = (endpoint: string) => /\/v1\/(operations|disclosures)\//.exec(endpoint)?.[1];

// The OpenAPI documents are compared with the code in openapi.unit.spec.ts, so what stands there is what the guards do.
describe('who may call what', () => {
  it('is what the table says, for every endpoint and no other', () => {
    const guarded = new Map(
      rightsOf(documents).map(({ service, endpoint, operation, access }) => [
        `${sharedBy(endpoint) ?? service} ${operation}`,
        access,
      ]),
    );
    const granted = Object.entries(table).flatMap(([service, operations]) =>
      Object.entries(operations).map(([operation, access]) => [`${service} ${operation}`, access] as const),
    );

    expect(Object.fromEntries(guarded)).toEqual(Object.fromEntries(granted));
  });

  // What each row expects is tried by every role of another organisation in access.e2e.spec.ts.
  it('is tried across organisations for every endpoint: by the complaint in its path, or by a row of the matrix', () => {
    const endpoints = guardedEndpoints();
    const without = endpoints.filter(({ isOnCase, row }) => !isOnCase && !row);
    const known = new Set(endpoints.map(({ service, operation }) => `${service} ${operation}`));

    expect(without.map(({ service, operation }) => `${service} ${operation}`)).toEqual([]);
    expect(Object.keys(ROWS).filter((name) => !known.has(name))).toEqual([]);
  });

  it('stands in docs/access.md, endpoint by endpoint with its roles, as `npm run contracts` writes it', () => {
    expect(read('access.md')).toBe(accessPage(rightsOf(documents)));
  });
});
