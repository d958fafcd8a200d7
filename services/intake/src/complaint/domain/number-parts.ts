import { complaintNumber, type CompiledPack } from '@redress/policy';

/** A complaint number around its serial, which only the registering statement knows. Numbers that are alike around it share it. */
export interface NumberParts {
  readonly before: string;
  /** The serial is padded with zeros to this width and grows past it. */
  readonly serialWidth: number;
  readonly after: string;
}

const SERIAL = /\{serial:([1-9])\}/;
const MINUTE_MS = 60_000;

/** Splits the number that the pack's pattern makes at the place of the serial (RG-01 to RG-05). */
export function numberParts(pack: CompiledPack, unit: string, at: Date): NumberParts {
  const { numbering } = pack.content;
  const [before = '', width = '', after = ''] = numbering.pattern.split(SERIAL);
  const render = (pattern: string): string =>
    complaintNumber({ ...pack.content, numbering: { ...numbering, pattern } }, { unit, at, serial: 1 });
  return {
    before: render(before),
    serialWidth: Number(width),
    after: render(after),
  };
}

/**
 * Remembers the parts of the present minute: zones change their day on whole minutes, and local time is costly to
 * compute.
 */
export class NumberPartsOfTheMinute {
  private minute = Number.NaN;
  private readonly parts = new Map<CompiledPack, Map<string, NumberParts>>();

  of(pack: CompiledPack, unit: string, at: Date): NumberParts {
    const minute = Math.floor(at.getTime() / MINUTE_MS);
    if (minute !== this.minute) {
      this.parts.clear();
      this.minute = minute;
    }
    const ofPack = this.parts.get(pack) ?? new Map<string, NumberParts>();
    this.parts.set(pack, ofPack);
    const parts = ofPack.get(unit) ?? numberParts(pack, unit, at);
    ofPack.set(unit, parts);
    return parts;
  }
}
