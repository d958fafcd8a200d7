import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { listenerOf, SERVICES, type ServiceName } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import type { ServiceDefinition } from '@redress/service-host';
import { openApiTextOf } from './openapi-documents';

const fileOf = (service: ServiceName) => join(workspaceRoot(), 'docs', 'openapi', `${service}.json`);

function definitionOf(service: ServiceName): ServiceDefinition {
  const file = join(workspaceRoot(), 'services', service, 'src', `${service}.service-definition`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require(file) as Record<string, ServiceDefinition>)[`${service}Service`] as ServiceDefinition;
}

interface Marked {
  readonly tags: readonly string[];
  readonly 'x-redress-listener': string;
}

describe('the OpenAPI documents that are checked in', () => {
  it.each(SERVICES)('docs/openapi/%s.json marks what is served to those who run the service', (service) => {
    const { paths } = JSON.parse(readFileSync(fileOf(service), 'utf8')) as {
      readonly paths: Readonly<Record<string, Readonly<Record<string, Marked>>>>;
    };
    const marks = Object.entries(paths).flatMap(([path, operations]) =>
      Object.values(operations).map((operation) => [
        path,
        operation['x-redress-listener'],
        operation.tags.includes('operations') ? 'operations' : 'public',
      ]),
    );

    expect(marks).toEqual(marks.map(([path = '']) => [path, listenerOf(path), listenerOf(path)]));
    expect(new Set(marks.map(([, listener]) => listener))).toEqual(new Set(['operations', 'public']));
  });

  it.each(SERVICES)(
    'docs/openapi/%s.json is what `npm run contracts` makes of the code',
    async (service) => {
      expect(await openApiTextOf(definitionOf(service))).toBe(readFileSync(fileOf(service), 'utf8'));
    },
    60_000,
  );

  it.each(SERVICES)(
    'docs/openapi/%s.json is valid OpenAPI 3.1',
    async (service) => {
      const validator = createRequire(__filename).resolve('@seriousme/openapi-schema-validator/package.json');
      const command = join(dirname(validator), 'bin', 'validate-api-cli.js');

      const { stdout } = await promisify(execFile)(process.execPath, [command, fileOf(service)]);

      expect(JSON.parse(readFileSync(fileOf(service), 'utf8'))).toMatchObject({
        openapi: expect.stringMatching(/^3\.1/),
      });
      expect(JSON.parse(stdout)).toMatchObject({ valid: true });
    },
    60_000,
  );
});
