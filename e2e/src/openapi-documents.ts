import 'reflect-metadata';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { SERVICES, type ServiceName } from '@redress/contracts';
import { HttpModule, openApiDocument } from '@redress/http';
import { controllersByModule, type ServiceDefinition } from '@redress/service-host';

/** Answers everything that a constructor may do with what it is given. */
const ANYTHING: unknown = new Proxy(() => ANYTHING, {
  get: (_target, name) => (name === 'then' || typeof name === 'symbol' ? undefined : ANYTHING),
});

/** The OpenAPI document of a service as a text, made from its definition: nothing is started and no server is needed. */
export async function openApiTextOf(definition: ServiceDefinition): Promise<string> {
  const { title, description } = definition;
  const module = await Test.createTestingModule({
    imports: [HttpModule.forRoot({ title, description, version: '1.0.0', drivenClock: false })],
    controllers: [...controllersByModule(definition).values()].flat(),
  })
    .useMocker(() => ANYTHING)
    .compile();
  const app = module.createNestApplication(new FastifyAdapter());
  return `${JSON.stringify(openApiDocument(app), null, 2)}\n`;
}

/** The documents of all services by their path in the repository. `load` gives the definition of a service. */
export async function openApiFiles(
  load: (service: ServiceName) => ServiceDefinition,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const service of SERVICES) files.set(`docs/openapi/${service}.json`, await openApiTextOf(load(service)));
  return files;
}
