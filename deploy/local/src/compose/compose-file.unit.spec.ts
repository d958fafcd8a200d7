import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SERVICES, type ServiceName } from '@redress/contracts';
import { parse } from 'yaml';
import { makeSecrets } from './secret-folders';

interface Container {
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
}

const { services } = parse(readFileSync(resolve(__dirname, '../../../../docker-compose.yml'), 'utf8'), {
  merge: true,
}) as { readonly services: Readonly<Record<string, Container>> };

const isSecret = (volume: string) => /secret|key-ring/.test(volume);
const secretsOf = ({ volumes = [] }: Container) =>
  volumes
    .map((volume) => volume.split(':')[0] ?? '')
    .filter(isSecret)
    .toSorted();
const ofServices = SERVICES.map((service) => `${service}-secrets`);

/** Which volumes of secrets a container may see. */
const MAY_SEE: Readonly<Record<string, readonly string[]>> = {
  secrets: [...ofServices, 'key-ring', 'oidc-secrets', 'postgres-secrets'],
  provision: [...ofServices, 'postgres-secrets'],
  postgres: ['postgres-secrets'],
  oidc: ['oidc-secrets'],
  ...Object.fromEntries(SERVICES.map((service) => [service, [`${service}-secrets`]])),
};

describe('secrets in the compose file', () => {
  it('are seen by the container that needs them alone', () => {
    expect(Object.fromEntries(Object.entries(services).map(([name, one]) => [name, secretsOf(one)]))).toEqual(
      Object.fromEntries(Object.keys(services).map((name) => [name, (MAY_SEE[name] ?? []).toSorted()])),
    );
  });

  it.each(SERVICES)('are read by %s where its own volume lies, and cannot be changed there', (service) => {
    const { volumes = [], environment = {} } = services[service]!;
    const files = Object.entries(environment).filter(([, value]) => value.startsWith('/var/lib/redress/secrets/'));

    expect(volumes.filter(isSecret)).toEqual([`${service}-secrets:/var/lib/redress/secrets:ro`]);
    expect(Object.fromEntries(files)).toEqual({
      REDRESS_DATABASE_URL_FILE: '/var/lib/redress/secrets/database.url',
      ...(service !== 'analytics' && { REDRESS_KEY_RING_FILE: '/var/lib/redress/secrets/key-ring.json' }),
      ...(service === 'intake' && { REDRESS_SOURCE_KEYS_FILE: '/var/lib/redress/secrets/source-keys.json' }),
    });
  });

  it('are not written in it', () => {
    const words = Object.values(services).flatMap(({ environment = {} }) => Object.entries(environment));

    expect(words.filter(([name]) => /(PASSWORD|SECRET|KEY_RING|SOURCE_KEYS|DATABASE_URL)$/.test(name))).toEqual([]);
  });
});

describe('the listeners in the compose file', () => {
  it.each(SERVICES)(
    'of %s: the one for operations is asked for its health and reached from nowhere else',
    (service) => {
      const { environment = {}, ports = [], healthcheck } = services[service]!;

      expect(environment).toMatchObject({ REDRESS_HTTP_PORT: '3000', REDRESS_OPERATIONS_PORT: '3100' });
      expect(ports.map((published) => published.split(':').at(-1))).toEqual(['3000']);
      expect(healthcheck?.test.join(' ')).toContain('http://127.0.0.1:3100/health/ready');
      expect(services['cli']?.environment).toMatchObject({
        [`REDRESS_${service.toUpperCase()}_URL`]: `http://${service}:3000`,
        [`REDRESS_${service.toUpperCase()}_OPERATIONS_URL`]: `http://${service}:3100`,
      });
    },
  );

  it.each(SERVICES)('of %s say which proxies are believed', (service) => {
    expect(services[service]?.environment?.['REDRESS_TRUST_PROXY']).toBe('${REDRESS_TRUST_PROXY:-loopback}');
  });
});

describe('the folders of secrets', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'redress-secrets-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const keyRingOf = (service: ServiceName) => join(folder, service, 'key-ring.json');

  it('give every service but analytics the one key ring, and the provider none', async () => {
    await makeSecrets(folder, ['client:crm']);

    const rings = SERVICES.filter((service) => service !== 'analytics').map((service) =>
      readFileSync(keyRingOf(service), 'utf8'),
    );
    expect(new Set(rings).size).toBe(1);
    expect(readdirSync(join(folder, 'analytics'))).toEqual([]);
    expect(Object.keys(JSON.parse(readFileSync(join(folder, 'oidc', 'secrets.json'), 'utf8')) as object)).toEqual([
      'jwks',
      'cookieKeys',
      'clientSecrets',
    ]);
  });

  it('give the keys of sources to intake and to no other', async () => {
    await makeSecrets(folder, [], ['crm-1']);

    const holders = [...SERVICES, 'oidc', 'postgres', 'original'].filter((name) =>
      existsSync(join(folder, name, 'source-keys.json')),
    );
    expect(holders).toEqual(['intake']);
    const keys = JSON.parse(readFileSync(join(folder, 'intake', 'source-keys.json'), 'utf8')) as Record<string, string>;
    expect(Buffer.from(keys['crm-1'] ?? '', 'base64')).toHaveLength(32);
  });

  it('keep what is there over a second start', async () => {
    const contents = () =>
      ['intake/source-keys.json', 'intake/key-ring.json', 'oidc/secrets.json', 'postgres/postgres-password'].map(
        (file) => readFileSync(join(folder, file), 'utf8'),
      );
    await makeSecrets(folder, ['client:crm'], ['crm-1']);
    const first = contents();
    await makeSecrets(folder, ['client:crm'], ['crm-1']);

    expect(contents()).toEqual(first);
  });

  it('can be read by nobody else', async () => {
    await makeSecrets(folder, ['client:crm']);

    for (const service of SERVICES.filter((name) => existsSync(keyRingOf(name)))) {
      expect(statSync(keyRingOf(service)).mode & 0o077).toBe(0);
    }
    expect(statSync(join(folder, 'postgres', 'postgres-password')).mode & 0o007).toBe(0);
  });
});
