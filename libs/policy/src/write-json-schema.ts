import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyPackJsonSchema } from './policy-pack';

const target = join(__dirname, '..', 'schema', 'policy-pack.schema.json');
writeFileSync(target, `${JSON.stringify(policyPackJsonSchema(), null, 2)}\n`);
