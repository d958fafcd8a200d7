import { PackRegistry } from '@redress/policy';
import type { DayOf } from './domain/fold-story';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day of an instant in a zone, `yyyy-MM-dd`. @param at RFC 3339 @param zone IANA zone */
export function dayInZone(at: string, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(zone, format);
  }
  return format.format(Date.parse(at));
}

/**
 * Days in the zone of a complaint's first pack.
 * @throws UnknownPack when it has not been read yet
 */
export function daysByPacks(packs: PackRegistry): DayOf {
  return (at, pinned) => {
    const first = pinned[0] as (typeof pinned)[number];
    return dayInZone(at, packs.get(first.id, first.version).content.zone);
  };
}
