import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { complaintSubmissionSchema, SIGNATURE_HEADER, SUBMISSION_TYPE } from '@redress/contracts';

const readme = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');
const publisher = /```python\n([^]*?)```/.exec(readme)?.[1] ?? '';
/** A dictionary of the example; its syntax is that of JSON but for the last comma, the comment and the one call. */
const dictionary = (name: string): Record<string, unknown> => {
  const body = new RegExp(`^${name} = (\\{[^]*?^\\})`, 'm').exec(publisher)?.[1] ?? '{}';
  return JSON.parse(
    body
      .replace(/ {2}#.*$/gm, '')
      .replace('str(uuid.uuid4())', '"0d3f0c1e-1"')
      .replace(/,(\s*})/g, '$1'),
  ) as Record<string, unknown>;
};

describe('the publisher in Python of the README', () => {
  // contracts, section 7
  it('signs what it publishes, as the platform checks it', () => {
    expect(publisher).toContain(`signed = f"{headers['ce_id']}\\n{headers['ce_source']}\\n".encode() + value`);
    expect(publisher).toContain(
      `headers["${SIGNATURE_HEADER}"] = hmac.new(base64.b64decode(source["key"]), signed, hashlib.sha256).hexdigest()`,
    );
    expect(publisher).toContain('    value=value,\n');
  });

  it('gives a record every header that a submission needs', () => {
    expect(dictionary('headers')).toEqual({
      ce_specversion: '1.0',
      ce_type: SUBMISSION_TYPE,
      ce_source: 'urn:acme:crm',
      ce_id: '0d3f0c1e-1',
      'content-type': 'application/json',
    });
  });

  it('publishes a submission that the schema lets through', () => {
    expect(complaintSubmissionSchema.safeParse(dictionary('submission')).error).toBeUndefined();
  });
});

describe('what the README promises', () => {
  it('is no erasure while there is no command for it', () => {
    expect(readme).not.toMatch(/\beras(e|es|ed|ure)\b|destroy(s|ed|ing)? the key/i);
  });
});
