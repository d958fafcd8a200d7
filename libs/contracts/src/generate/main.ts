import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { artefacts } from './artefacts';

// node libs/contracts/dist/generate/main.js             writes schemas, samples and documents
// node libs/contracts/dist/generate/main.js release 1.1  keeps them for ever as a released version

const root = resolve(__dirname, '../../../..');

for (const generated of ['libs/contracts/schemas', 'libs/contracts/samples', 'docs/asyncapi']) {
  rmSync(join(root, generated), { recursive: true, force: true });
}
for (const [path, text] of artefacts()) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const [command, version] = process.argv.slice(2);
if (command === 'release') {
  if (!version || !/^\d+\.\d+$/.test(version)) throw new Error('Say which version is released, e.g. 1.1');
  const target = join(root, 'libs/contracts/released', version);
  if (existsSync(target)) throw new Error(`Version ${version} is released already and must not change`);
  for (const folder of ['schemas', 'samples']) {
    cpSync(join(root, 'libs/contracts', folder), join(target, folder), { recursive: true });
  }
}
