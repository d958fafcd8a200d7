import type { DirectoryEntry } from '@redress/contracts';

type Unit = Extract<DirectoryEntry, { kind: 'UNIT' }>;
type Source = Extract<DirectoryEntry, { kind: 'SOURCE' }>;
type Person = Extract<DirectoryEntry, { kind: 'STAFF' | 'CLIENT' }>;

/** A unit of the organisation `acme` for a directory of a test. */
export function aUnit(id: string, replaced: Partial<Unit> = {}): Unit {
  return {
    kind: 'UNIT',
    id,
    organisationId: 'acme',
    name: { zh: `${id} 部`, en: `Unit ${id}` },
    parentId: null,
    headId: null,
    ...replaced,
  };
}

/** An active member of staff, or with an id `client:…` a service client, with these roles in unit CS unless `replaced` says otherwise. */
export function aPerson(id: string, roles: Person['roles'], replaced: Partial<Person> = {}): Person {
  return {
    kind: id.startsWith('client:') ? 'CLIENT' : 'STAFF',
    id,
    organisationId: 'acme',
    name: id.replace(/^(staff|client):/, ''),
    roles,
    unitId: 'CS',
    capacity: 20,
    active: true,
    reportsTo: null,
    deputies: [],
    email: null,
    locale: 'zh-CN',
    ...replaced,
  };
}

/** An active source that may submit for unit CS by the common channels, with every right, and signs with key `k1`. */
export function aSource(id: string, replaced: Partial<Source> = {}): Source {
  return {
    kind: 'SOURCE',
    id,
    organisationId: 'acme',
    name: id,
    units: ['CS'],
    channels: ['PHONE_HOTLINE', 'EMAIL', 'WEB_FORM', 'PARTNER_API'],
    rights: ['STATE_RECEIVED_AT', 'STATE_URGENCY', 'CHOOSE_PACK'],
    keyIds: ['k1'],
    active: true,
    ...replaced,
  };
}
