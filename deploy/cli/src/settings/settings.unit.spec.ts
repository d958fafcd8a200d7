import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES } from '@redress/contracts';
import { Settings, type Environment, type GlobalOptions } from './settings';

describe('settings', () => {
  let folder: string;
  let endpoints: string;
  const settings = (options: GlobalOptions = {}, environment: Environment = {}) =>
    new Settings({ endpoints, ...options }, environment);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'redress-settings-'));
    endpoints = join(folder, 'endpoints.json');
    writeFileSync(
      endpoints,
      JSON.stringify({
        startedAt: '2026-03-02T00:00:00Z',
        brokers: ['127.0.0.1:9092'],
        topicPrefix: 'local.',
        services: Object.fromEntries(SERVICES.map((name, at) => [name, `http://127.0.0.1:${3001 + at}`])),
        operations: Object.fromEntries(SERVICES.map((name, at) => [name, `http://127.0.0.1:${3101 + at}`])),
        databases: Object.fromEntries(SERVICES.map((name) => [name, `postgres://localhost/${name}`])),
        issuer: 'http://127.0.0.1:4000',
        users: [
          { id: 'staff:lin.intake', name: 'Lin', roles: [] },
          { id: 'staff:adams.admin', name: 'Adams', roles: ['ORGANISATION_ADMIN'] },
        ],
        clients: [{ id: 'client:crm', secret: 's3cret' }],
      }),
    );
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('come from the platform that runs on this machine', () => {
    const { brokers, topicPrefix, issuer } = settings();
    expect({ brokers, topicPrefix, issuer }).toEqual({
      brokers: ['127.0.0.1:9092'],
      topicPrefix: 'local.',
      issuer: 'http://127.0.0.1:4000',
    });
    expect(settings().serviceUrl('analytics')).toBe('http://127.0.0.1:3006');
    expect(settings().serviceUrl('analytics', 'operations')).toBe('http://127.0.0.1:3106');
    expect(settings().clientSecret('client:crm')).toBe('s3cret');
  });

  it('tell the two listeners of a service apart', () => {
    const environment = {
      REDRESS_INTAKE_OPERATIONS_URL: 'http://intake:3100/',
      REDRESS_INTAKE_URL: 'http://intake:3000',
    };
    expect(settings({}, environment).serviceUrl('intake', 'operations')).toBe('http://intake:3100');
    expect(settings({}, environment).serviceUrl('intake')).toBe('http://intake:3000');
    expect(settings({ operationsUrl: ['intake=http://x:1'] }, environment).serviceUrl('intake', 'operations')).toBe(
      'http://x:1',
    );
    expect(() => settings({ operationsUrl: ['nowhere=http://x:1'] }).serviceUrl('intake', 'operations')).toThrow(
      '--operations-url nowhere=http://x:1: must be <service>=<URL>',
    );
  });

  it('come from the environment before that, and from options before both', () => {
    const environment = { REDRESS_KAFKA_BROKERS: 'a:1, b:2', REDRESS_INTAKE_URL: 'https://intake.example/' };
    expect(settings({}, environment).brokers).toEqual(['a:1', 'b:2']);
    expect(settings({ brokers: 'c:3' }, environment).brokers).toEqual(['c:3']);
    expect(settings({}, environment).serviceUrl('intake')).toBe('https://intake.example');
    expect(settings({ url: ['intake=http://x:1', 'routing=http://y:2'] }, environment).serviceUrl('intake')).toBe(
      'http://x:1',
    );
  });

  it('take the prefix of the local platform for its own brokers only', () => {
    expect(settings({ brokers: 'c:3' }).topicPrefix).toBe('');
    expect(settings({ brokers: 'c:3', topicPrefix: 'p.' }).topicPrefix).toBe('p.');
    expect(settings({}, { REDRESS_TOPIC_PREFIX: 'q.' }).topicPrefix).toBe('q.');
  });

  it('use a given token unless somebody else is to act', () => {
    const environment = { REDRESS_TOKEN: 't', REDRESS_CLIENT_ID: 'client:ops', REDRESS_CLIENT_SECRET: 'x' };
    expect(settings({}, environment).givenToken).toBe('t');
    expect(settings({ as: 'staff:lin.intake' }, environment).givenToken).toBeUndefined();
    expect(settings({}, environment).actor).toBe('client:ops');
    expect(settings({}, environment).clientSecret('client:ops')).toBe('x');
    expect(settings({}, environment).clientSecret('client:crm')).toBe('s3cret');
    expect(settings().actor).toBe('client:operations');
  });

  it('let a person act where programs may not: the one that is named, else an administrator of this machine', () => {
    expect(settings().forPerson().actor).toBe('staff:adams.admin');
    expect(settings({}, { REDRESS_CLIENT_ID: 'client:ops' }).forPerson().actor).toBe('staff:adams.admin');
    expect(settings({ as: 'staff:lin.intake' }).forPerson().actor).toBe('staff:lin.intake');
    expect(settings({}, { REDRESS_TOKEN: 't' }).forPerson().givenToken).toBe('t');
    expect(() => settings({ endpoints: join(folder, 'none.json') }).forPerson()).toThrow(/does not exist/);
  });

  it('name what is missing and how to give it', () => {
    expect(() => settings().clientSecret('client:gone')).toThrow('There is no client client:gone. Clients: client:crm');
    writeFileSync(join(folder, 'cut.json'), '{');
    expect(() => settings({ endpoints: join(folder, 'cut.json') }).brokers).toThrow(/cut\.json cannot be read/);
  });
});
