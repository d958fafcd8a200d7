import type { DynamicModule, Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import type { ServiceDefinition } from './service-definition';

type Import = Type | DynamicModule;

/** The controllers and consumers of all modules that a service consists of, by module. The service is not started. */
export function controllersByModule({ module }: ServiceDefinition): ReadonlyMap<Type, readonly Type[]> {
  const found = new Map<Type, readonly Type[]>();
  const visit = (one: Import): void => {
    const { type, imports, controllers } = contentOf(one);
    if (found.has(type)) return;
    found.set(type, controllers);
    imports.forEach(visit);
  };
  visit(module);
  return found;
}

function contentOf(one: Import): { readonly type: Type; readonly imports: Import[]; readonly controllers: Type[] } {
  const dynamic = 'module' in one ? one : undefined;
  const type = dynamic?.module ?? (one as Type);
  const declared = <T>(key: string) => (Reflect.getMetadata(key, type) as T[] | undefined) ?? [];
  return {
    type,
    imports: [...declared<Import>(MODULE_METADATA.IMPORTS), ...((dynamic?.imports ?? []) as Import[])],
    controllers: [...declared<Type>(MODULE_METADATA.CONTROLLERS), ...(dynamic?.controllers ?? [])],
  };
}
