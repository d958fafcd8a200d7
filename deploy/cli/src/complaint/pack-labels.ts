import { categoryLevel1, labelOf, type Label, type PackReference } from '@redress/contracts';
import { z } from 'zod';

const labels = z.object({ zh: z.string(), en: z.string() });

/** Only what is needed of a published pack; a pack of another release reads as well. */
const packSchema = z.object({
  id: z.string(),
  version: z.number(),
  content: z.object({
    labels,
    categories: z.array(z.object({ code: z.string(), labels })),
    clocks: z.array(z.object({ code: z.string(), labels })),
    units: z.record(z.string(), labels),
  }),
});

interface Words {
  readonly name: Label;
  readonly categories: Readonly<Record<string, Label>>;
  readonly clocks: Readonly<Record<string, Label>>;
  readonly units: Readonly<Record<string, Label>>;
}

/** What people read in place of the codes of the packs to which a complaint is pinned; an unknown code reads as itself. */
export class PackLabels {
  private readonly packs = new Map<string, Words>();

  /** Takes a pack in as it lies on its topic; what is none is passed over. */
  add(value: Buffer): void {
    let json: unknown;
    try {
      json = JSON.parse(value.toString('utf8'));
    } catch {
      return;
    }
    const parsed = packSchema.safeParse(json);
    if (!parsed.success) return;
    const { id, version, content } = parsed.data;
    const byCode = (rows: readonly { code: string; labels: Label }[]) =>
      Object.fromEntries(rows.map((row) => [row.code, row.labels]));
    this.packs.set(`${id}:${version}`, {
      name: content.labels,
      categories: byCode(content.categories),
      clocks: byCode(content.clocks),
      units: content.units,
    });
  }

  packName(pack: PackReference, locale: string): string {
    const words = this.packs.get(`${pack.id}:${pack.version}`);
    return words ? labelOf({ name: words.name }, 'name', locale) : pack.id;
  }

  /** Both levels: `Product quality / Defect`. */
  category(packs: readonly PackReference[], code: string, locale: string): string {
    const parent = categoryLevel1(code);
    const words = this.wordsOf(packs).find(({ categories }) => Object.hasOwn(categories, code));
    if (!words) return code;
    const label = labelOf(words.categories, code, locale);
    return parent === code ? label : `${labelOf(words.categories, parent, locale)} / ${label}`;
  }

  clock(packs: readonly PackReference[], code: string, locale: string): string {
    const words = this.wordsOf(packs).find(({ clocks }) => Object.hasOwn(clocks, code));
    return words ? labelOf(words.clocks, code, locale) : code;
  }

  unit(packs: readonly PackReference[], code: string, locale: string): string {
    const words = this.wordsOf(packs).find(({ units }) => Object.hasOwn(units, code));
    return words ? labelOf(words.units, code, locale) : code;
  }

  private wordsOf(packs: readonly PackReference[]): Words[] {
    return packs.flatMap(({ id, version }) => this.packs.get(`${id}:${version}`) ?? []);
  }
}
