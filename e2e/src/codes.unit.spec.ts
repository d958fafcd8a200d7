import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS, OBSTACLES, PROBLEMS, SERVICES, type ServiceName } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { productFiles, textOf } from './product-files';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Schema {
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

const openApiOf = (service: ServiceName) =>
  JSON.parse(readFileSync(join(workspaceRoot(), 'docs/openapi', `${service}.json`), 'utf8')) as OpenApi;

const product = productFiles('services', 'libs').filter((path) => path.endsWith('.ts'));
const familiesThemselves = 'libs/contracts/src/codes/';

// architecture 5.9
describe('codes of obstacles, problems and faults', () => {
  it.each(SERVICES)('are enums in the OpenAPI document of %s, and required', (service) => {
    const { Problem, FieldError, Obstacle } = openApiOf(service).components.schemas;

    expect(Problem?.properties?.['type']?.enum).toEqual(
      Object.keys(PROBLEMS).map((code) => `urn:redress:problem:${code}`),
    );
    expect(FieldError?.properties?.['code']?.enum).toEqual(Object.keys(FAULTS));
    expect(FieldError?.required).toContain('code');
    expect(Obstacle?.properties?.['code']?.enum).toEqual(Object.keys(OBSTACLES));
    expect(Obstacle?.required).toContain('code');
  });

  it('are no free text anywhere: nothing gets past the compiler, which refuses what is not declared', () => {
    const casts = /\bas (?:unknown as )?(?:FaultCode|ObstacleCode|ProblemCode|OperationId|Obstacle|FieldFault)\b/;

    expect(product.filter((path) => casts.test(textOf(path)))).toEqual([]);
  });

  it('are all said by something: no code is declared for nothing', () => {
    const text = product
      .filter((path) => !path.startsWith(familiesThemselves))
      .map(textOf)
      .join('\n');
    const unsaid = (codes: readonly string[]) => codes.filter((code) => !text.includes(`'${code}'`));

    // `${kind}_OPEN`, of every kind of request.
    expect(unsaid(Object.keys(OBSTACLES)).filter((code) => !code.endsWith('_OPEN'))).toEqual([]);
    expect(unsaid(Object.keys(PROBLEMS))).toEqual([]);
    expect(unsaid(Object.keys(FAULTS))).toEqual([]);
  });

  it('have words in both languages that name only parameters that there are', () => {
    for (const family of [OBSTACLES, PROBLEMS, FAULTS]) {
      for (const { zh, en } of Object.values(family)) {
        expect(zh).toMatch(/\p{Script=Han}/u);
        expect(en).toMatch(/^\p{Script=Latin}|^\{/u);
      }
    }
  });
});

// architecture 5.9
describe('commands in reads', () => {
  it('name operations of the OpenAPI document of their own service', () => {
    const said = SERVICES.flatMap((service) => {
      const operations = new Set(
        Object.values(openApiOf(service).paths).flatMap((path) =>
          Object.values(path).map(({ operationId }) => operationId),
        ),
      );
      return productFiles(`services/${service}`)
        .filter((path) => path.endsWith('.ts'))
        .flatMap((path) => [...textOf(path).matchAll(/commandView(?:With)?\(\s*'(\w+)'/g)])
        .map(([, operation]) => ({ service, operation, isThere: operations.has(operation as string) }));
    });

    expect(said.length).toBeGreaterThanOrEqual(13);
    expect(said.filter(({ isThere }) => !isThere)).toEqual([]);
  });
});
