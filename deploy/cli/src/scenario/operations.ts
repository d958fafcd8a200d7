import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, type ServiceName } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { Failure } from '../failure';

/** A command or read of the platform, as its OpenAPI document has it. */
export interface Operation {
  readonly id: string;
  readonly service: ServiceName;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With names in braces. */
  readonly path: string;
  /** Names in the path. */
  readonly parts: readonly string[];
  readonly isPublic: boolean;
  readonly needsKey: boolean;
  readonly needsVersion: boolean;
  /** Its body is text of this kind instead of JSON. */
  readonly textType?: string;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
}

interface DescribedOperation {
  readonly operationId: string;
  readonly 'x-redress-access'?: unknown;
  readonly requestBody?: { readonly content?: Readonly<Record<string, unknown>> };
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly required?: boolean }[];
}

/** All commands and reads by `operationId`. */
export class Operations {
  private readonly found = new Map<string, Operation[]>();

  /** @param documents OpenAPI document of each service */
  constructor(documents: ReadonlyMap<ServiceName, Document>) {
    for (const [service, { paths }] of documents) {
      for (const [path, methods] of Object.entries(paths)) {
        for (const [method, described] of Object.entries(methods)) {
          const headers = (described.parameters ?? []).filter((parameter) => parameter.in === 'header');
          const takes = (header: string) => headers.some((parameter) => parameter.name === header);
          const textType = Object.keys(described.requestBody?.content ?? {}).find((type) => type.startsWith('text/'));
          const operation: Operation = {
            id: described.operationId,
            service,
            method: method.toUpperCase() as Operation['method'],
            path,
            parts: [...path.matchAll(/\{(\w+)\}/g)].map(([, part = '']) => part),
            isPublic: described['x-redress-access'] === 'public',
            needsKey: takes('Idempotency-Key'),
            needsVersion: takes('If-Match'),
            ...(textType === undefined ? {} : { textType }),
          };
          this.found.set(operation.id, [...(this.found.get(operation.id) ?? []), operation]);
        }
      }
    }
  }

  /** Those of the documents under `docs/openapi`. Throws a Failure when they cannot be read. */
  static ofRepository(folder = join(workspaceRoot(), 'docs', 'openapi')): Operations {
    try {
      const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
      return new Operations(
        new Map(
          files.flatMap((file): [ServiceName, Document][] => {
            const service = SERVICES.find((known) => `${known}.json` === file);
            return service ? [[service, JSON.parse(readFileSync(join(folder, file), 'utf8')) as Document]] : [];
          }),
        ),
      );
    } catch (error) {
      throw new Failure(`The OpenAPI documents in ${folder} cannot be read`, {}, { cause: error });
    }
  }

  /** Whether any service has it. @param name `operationId`, or `<service>.<operationId>` */
  has(name: string): boolean {
    return this.named(name).length > 0;
  }

  /** The operation of this name. Throws a Failure when there is none, or several services have it. */
  find(name: string): Operation {
    const [one, ...others] = this.named(name);
    if (!one) throw new Failure(`There is no operation ${name}`);
    if (others.length > 0) {
      const services = [one, ...others].map(({ service }) => service).join(', ');
      throw new Failure(`Several services have ${name} (${services}): write <service>.${name}`);
    }
    return one;
  }

  private named(name: string): readonly Operation[] {
    const [service, id] = name.includes('.') ? (name.split('.', 2) as [string, string]) : [undefined, name];
    return (this.found.get(id) ?? []).filter((operation) => service === undefined || operation.service === service);
  }
}
