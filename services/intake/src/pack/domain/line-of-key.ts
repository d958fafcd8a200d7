/** Line, counted from 1, on which a key of the root of a YAML text stands; 1 when it does not stand on a line of its own. */
export function lineOfKey(yaml: string, key: string): number {
  const at = yaml.split(/\r?\n/).findIndex((line) => line.replace(/^["']/, '').match(/^[\w-]+/)?.[0] === key);
  return at < 0 ? 1 : at + 1;
}
