import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTS } from '../documents';
import { EVENTS } from '../event';
import { allAsyncApis } from './async-api';
import { eventCatalogue, lifecyclePage, type Readers } from './event-catalogue';
import { codesPage } from './codes-page';
import { goldenSampleOf } from './golden-sample';
import { jsonSchemaOf } from './json-schema';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Written from the subscriptions of the services, which this library does not know. */
const readers = () => JSON.parse(readFileSync(join(__dirname, '../../readers.json'), 'utf8')) as Readers;

/** Everything that is made from the contracts, by path from the root of the repository. */
export function artefacts(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const contract of [...EVENTS, ...DOCUMENTS]) {
    files.set(`libs/contracts/schemas/${contract.type}.json`, json(jsonSchemaOf(contract)));
    files.set(`libs/contracts/samples/${contract.type}.json`, json(goldenSampleOf(contract)));
  }
  for (const [service, document] of allAsyncApis()) files.set(`docs/asyncapi/${service}.json`, json(document));
  files.set('docs/events.md', eventCatalogue(readers()));
  files.set('docs/lifecycle.md', lifecyclePage());
  files.set('docs/codes.md', codesPage());
  return files;
}
