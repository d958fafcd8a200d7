import type { INestApplicationContext } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { endpointOf, type DeclaredEndpoint } from './endpoint';

/**
 * The contracts of all routes of an application, by operation id.
 * @throws Error listing every route without a contract and every operation id that two routes share
 */
export function declaredRoutes(app: INestApplicationContext): ReadonlyMap<string, DeclaredEndpoint> {
  const found = new Map<string, DeclaredEndpoint>();
  const faults: string[] = [];
  for (const { name, handler } of routesOf(app)) {
    const endpoint = endpointOf(handler);
    if (!endpoint) faults.push(`${name} has no @Endpoint`);
    else if (found.has(endpoint.operationId)) faults.push(`${name} repeats the operation id ${endpoint.operationId}`);
    else found.set(endpoint.operationId, endpoint);
  }
  if (faults.length > 0) throw new Error(`Routes without a proper contract: ${faults.join('; ')}`);
  return found;
}

function routesOf(app: INestApplicationContext): { name: string; handler: object }[] {
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    const prototype = (metatype as { prototype?: Record<string, object> } | null)?.prototype;
    if (!prototype) return [];
    return scanner
      .getAllMethodNames(prototype)
      .map((method) => ({ name: `${metatype?.name}.${method}`, handler: prototype[method] as object }))
      .filter(({ handler }) => isRoute(handler));
  });
}

function isRoute(handler: object): boolean {
  return Reflect.hasMetadata(METHOD_METADATA, handler) && Reflect.hasMetadata(PATH_METADATA, handler);
}
