import { randomUUID } from 'node:crypto';
import { OFFICER } from '@redress/workload';
import type { Operation } from './hostile/api-document';

/** Ids and numbers that lie on the platform, by the names that parameters have, to ask every endpoint for all of them. */
export class KnownThings {
  private readonly values = new Map<string, string[]>();

  add(name: string, ...values: readonly (string | undefined)[]): void {
    this.values.set(name, [...(this.values.get(name) ?? []), ...values.filter((value) => value !== undefined)]);
  }

  /** Paths of a read, one for each thing that is known. */
  addressesOf({ path, parameters }: Operation): string[] {
    let addresses = [''];
    for (const part of path.split('/').slice(1)) {
      const name = /^\{(.+)\}$/.exec(part)?.[1];
      addresses = addresses.flatMap((before) =>
        (name ? this.valuesOf(name, before) : [part]).map(
          (value) => `${before}/${name ? encodeURIComponent(value) : value}`,
        ),
      );
    }
    const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
    for (const { name } of required) {
      addresses = addresses.flatMap((before) =>
        (this.values.get(name) ?? ['']).map(
          (value) => `${before}${before.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`,
        ),
      );
    }
    // By person or by complaint: neither is required, one of them is.
    return path.startsWith('/v1/disclosures/') && !path.includes('{')
      ? addresses.flatMap((address) =>
          (this.values.get('complaintId') ?? []).map((id) => `${address}?complaintId=${id}`),
        )
      : addresses;
  }

  private valuesOf(name: string, before: string): string[] {
    if (name === 'id' && before.endsWith('/complaints')) return this.values.get('complaintId') ?? [];
    if (name === 'id' && before.endsWith('/packs')) return ['GENERAL_SERVICE'];
    if (name === 'id' && before.includes('/directory')) return [OFFICER, 'CS'];
    if (name === 'version') return ['1'];
    return this.values.get(name) ?? [randomUUID()];
  }
}
