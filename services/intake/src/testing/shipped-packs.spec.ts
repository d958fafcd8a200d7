import { PackRegistry, readPackFiles, SHIPPED_PACK_DIR, type PolicyPack } from '@redress/policy';

/** The packs that ship with the product, as a registry. */
export function shippedPacks(...more: readonly PolicyPack[]): PackRegistry {
  const registry = new PackRegistry();
  const shipped = readPackFiles(SHIPPED_PACK_DIR).map(({ file, pack }) => {
    if (!pack) throw new Error(`${file} is not a usable pack`);
    return pack;
  });
  for (const pack of [...shipped, ...more]) {
    registry.put({ ...pack, content: pack as unknown as Record<string, unknown> });
  }
  return registry;
}
