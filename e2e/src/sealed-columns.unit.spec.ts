import { productFiles, textOf } from './product-files';

/** Columns of bytes in which nothing is sealed: hashes and keyed fingerprints, which nothing opens. */
const HASHES = [
  'offer.token_sha256',
  'one_time_code.code_fingerprint',
  'one_time_code.recipient_fingerprint',
  'one_time_code.ticket_sha256',
  'staff_address.fingerprint',
];

const texts = productFiles('services', 'libs')
  .filter((path) => path.endsWith('.ts'))
  .map(textOf);

/** `table.column` of every column of bytes in the tables of the services and of the log of disclosures. */
const columnsOfBytes = [
  ...productFiles('services').filter((path) => path.endsWith('.migration.ts')),
  'libs/disclosure/src/disclosure.migration.ts',
  'libs/lifecycle/src/approval-steps.ts',
]
  .flatMap((path) => [...textOf(path).matchAll(/create table (\w+) \(([^`]*)/g)])
  .flatMap(([, table, columns = '']) =>
    [...columns.matchAll(/^\s*(\w+) bytea/gm)].map(([, name]) => `${table}.${name}`),
  );

const named = texts.flatMap((text) =>
  [...text.matchAll(/sealed(?:Versioned)?Column\('([\w.]+)'\)/g)].map(([, column]) => column as string),
);

// architecture 5.5
describe('sealed columns', () => {
  it('are all named once, by table and column, so that their values are bound to their rows', () => {
    // Two services have steps to be approved, each a table of its own.
    const shared = ['approval_step.content'];
    const ofServices = named.filter((column) => column !== 'dossier.sealed' && !shared.includes(column));
    expect([...new Set(named.filter((column) => shared.includes(column)))]).toEqual(shared);

    expect([...ofServices, ...shared].toSorted()).toEqual(
      columnsOfBytes.filter((column) => !HASHES.includes(column)).toSorted(),
    );
  });

  it('are sealed by the vault alone, apart from the first dossier of a complaint and parked records', () => {
    const sealing = productFiles('services', 'libs')
      .filter(
        (path) =>
          path.endsWith('.ts') && !path.startsWith('libs/security/') && !path.startsWith('libs/service-testing/'),
      )
      .filter((path) => /import [^;]*\bseal\b[^;]*from '@redress\/security'/.test(textOf(path)));

    expect(sealing.toSorted()).toEqual([
      'libs/attachments/src/sealed-chunks.ts',
      'libs/service-host/src/operations/record-sealer.ts',
      'libs/vault/src/vault.ts',
      'services/intake/src/complaint/register-complaint/draft-registration.ts',
    ]);
  });
});
