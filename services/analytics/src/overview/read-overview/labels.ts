import type { Directory } from '@redress/access';
import {
  CHANNELS,
  COMPLAINT_KINDS,
  PRIORITIES,
  SEVERITIES,
  STATES,
  type Label,
  type Taxonomy,
} from '@redress/contracts';
import { parsePacks } from '@redress/outbox';
import type { CompiledPack, PackRegistry } from '@redress/policy';

/** What people read for codes: fixed taxonomies, categories and clocks from packs, units from the directory. */
export class Labels {
  constructor(
    private readonly packs: PackRegistry,
    private readonly directory: Directory,
  ) {}

  kind(code: string): Label {
    return fixed(COMPLAINT_KINDS, code);
  }

  state(code: string): Label {
    return fixed(STATES, code);
  }

  channel(code: string): Label {
    return fixed(CHANNELS, code);
  }

  severity(code: string): Label {
    return fixed(SEVERITIES, code);
  }

  priority(code: string): Label {
    return fixed(PRIORITIES, code);
  }

  unit(id: string): Label {
    const name = this.directory.unit(id)?.name;
    return name ? { zh: name.zh, en: name.en } : codeItself(id);
  }

  /** @param pinned `ID:version,…` */
  category(code: string, pinned: string): Label {
    return this.inPacks(pinned, (pack) => pack.category(code)?.labels) ?? codeItself(code);
  }

  /** @param pinned `ID:version,…` */
  clock(code: string, pinned: string): Label {
    const find = (pack: CompiledPack) => pack.content.clocks.find((clock) => clock.code === code)?.labels;
    return this.inPacks(pinned, find) ?? codeItself(code);
  }

  private inPacks(pinned: string, find: (pack: CompiledPack) => Label | undefined): Label | undefined {
    for (const { id, version } of parsePacks(pinned)) {
      const pack = this.packs.find(id, version);
      const label = pack && find(pack);
      if (label) return { zh: label.zh, en: label.en };
    }
    return undefined;
  }
}

function fixed(taxonomy: Taxonomy, code: string): Label {
  const label = taxonomy[code];
  return label ? { zh: label.zh, en: label.en } : codeItself(code);
}

function codeItself(code: string): Label {
  return { zh: code, en: code };
}
