import { CalendarRegistry } from '@redress/time';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompiledPack } from './compiled-pack';
import { parsePack } from './parse-pack';
import { readCalendarFiles, SHIPPED_CALENDAR_DIR, SHIPPED_PACK_DIR } from './policy-files';
import type { PolicyPack } from './policy-pack';

export const shippedYaml = (file: string) => readFileSync(join(SHIPPED_PACK_DIR, file), 'utf8');

/** The shipped pack for general service, as data of the caller's own. */
export function generalContent(): PolicyPack {
  return contentOf('general-service.v1.yaml');
}

export function manufacturingContent(): PolicyPack {
  return contentOf('manufacturing-8d.v1.yaml');
}

function contentOf(file: string): PolicyPack {
  const { pack, problems } = parsePack(shippedYaml(file));
  if (!pack) throw new Error(JSON.stringify(problems));
  return pack;
}

export const general = () => new CompiledPack(generalContent());
export const serviceChain = () => new CompiledPack(contentOf('service-chain.v1.yaml'));
export const manufacturing = () => new CompiledPack(manufacturingContent());

export function shippedCalendars(): CalendarRegistry {
  const registry = new CalendarRegistry();
  readCalendarFiles(SHIPPED_CALENDAR_DIR).forEach((document) => registry.put(document));
  return registry;
}

/** Shanghai wall-clock time. */
export const shanghai = (local: string) => new Date(`${local}:00+08:00`);
