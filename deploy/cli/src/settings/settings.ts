import { existsSync, readFileSync } from 'node:fs';
import { SERVICES, type Listener, type ServiceName } from '@redress/contracts';
import { stateDirectory } from '@redress/infrastructure';
import { z } from 'zod';
import { Failure, reasonOf, UsageError } from '../failure';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly brokers?: string;
  readonly topicPrefix?: string;
  /** `<service>=<base URL>` */
  readonly url?: readonly string[];
  /** `<service>=<base URL>` of the listener for operations. */
  readonly operationsUrl?: readonly string[];
  readonly issuer?: string;
  readonly issuerAt?: string;
  /** Staff or client id that acts. */
  readonly as?: string;
  readonly endpoints?: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));

const endpointsSchema = z.object({
  brokers: z.array(z.string().min(1)).min(1),
  topicPrefix: z.string(),
  services: z.record(z.enum(SERVICES), url),
  operations: z.record(z.enum(SERVICES), url),
  databases: z.record(z.enum(SERVICES), z.string()),
  issuer: url,
  users: z.array(
    z.object({ id: z.string(), name: z.string(), roles: z.array(z.string()), unitId: z.string().default('') }),
  ),
  clients: z.array(z.object({ id: z.string(), secret: z.string() })),
  sources: z.array(z.object({ id: z.string(), key: z.string() })).default([]),
  mail: z.object({ http: url }).optional(),
  sms: z.object({ http: url }).optional(),
  clock: z.string().default('real'),
  organisationId: z.string().optional(),
});

/** What `npm start` wrote down about the platform that it runs. */
export type KnownPlatform = z.infer<typeof endpointsSchema>;

const WAYS = {
  public: { option: '--url', infix: '', words: 'URL' },
  operations: { option: '--operations-url', infix: '_OPERATIONS', words: 'URL for operations' },
} as const;

const OPERATIONS_CLIENT = 'client:operations';

/**
 * Where the platform is. Each setting comes from its option, else from the environment, else from the file that
 * `npm start` writes. What is asked for and cannot be found is a {@link Failure} that names the three ways to give it.
 */
export class Settings {
  private readonly file: string;
  private read: KnownPlatform | 'missing' | undefined;

  constructor(
    private readonly options: GlobalOptions,
    readonly environment: Environment,
  ) {
    this.file = options.endpoints ?? stateDirectory('endpoints.json');
  }

  get isJson(): boolean {
    return this.options.json ?? false;
  }

  /** The platform that runs on this machine, if one does. Throws a Failure when its file cannot be used. */
  get platform(): KnownPlatform | undefined {
    this.read ??= this.readFile();
    return this.read === 'missing' ? undefined : this.read;
  }

  get brokers(): string[] {
    const given = this.options.brokers ?? this.environment['REDRESS_KAFKA_BROKERS'];
    const brokers = given?.split(',').map((broker) => broker.trim());
    if (brokers?.some((broker) => !/^[^\s:]+:\d{1,5}$/.test(broker))) {
      throw new UsageError(`Brokers must be host:port, several separated by commas, not ${JSON.stringify(given)}`);
    }
    return brokers ?? this.platform?.brokers ?? this.missing('the Kafka brokers', '--brokers', 'REDRESS_KAFKA_BROKERS');
  }

  /** A prefix of the local platform counts only for its own brokers. */
  get topicPrefix(): string {
    const given = this.options.topicPrefix ?? this.environment['REDRESS_TOPIC_PREFIX'];
    if (given !== undefined) return given;
    const isElsewhere = this.options.brokers !== undefined || this.environment['REDRESS_KAFKA_BROKERS'] !== undefined;
    return isElsewhere ? '' : (this.platform?.topicPrefix ?? '');
  }

  /** Base URL of a service at one of its listeners, without a trailing slash. */
  serviceUrl(service: ServiceName, listener: Listener = 'public'): string {
    const { option, infix, words } = WAYS[listener];
    const variable = `REDRESS_${service.toUpperCase()}${infix}_URL`;
    const options = listener === 'operations' ? this.options.operationsUrl : this.options.url;
    const given = urlsIn(options, option).get(service) ?? this.environment[variable];
    if (given !== undefined) return parsedUrl(given, `The ${words} of ${service}`);
    const known = listener === 'operations' ? this.platform?.operations : this.platform?.services;
    return known?.[service] ?? this.missing(`the ${words} of ${service}`, `${option} ${service}=…`, variable);
  }

  get issuer(): string {
    const given = this.options.issuer ?? this.environment['REDRESS_OIDC_ISSUER'];
    if (given !== undefined) return parsedUrl(given, 'The issuer');
    return this.platform?.issuer ?? this.missing('the OpenID issuer', '--issuer', 'REDRESS_OIDC_ISSUER');
  }

  /** Where the provider is reached, when its own name does not resolve here: as from outside of a container network. */
  get issuerReachedAt(): string | undefined {
    const given = this.options.issuerAt ?? this.environment['REDRESS_OIDC_REACHED_AT'];
    return given === undefined ? undefined : parsedUrl(given, 'The address of the issuer');
  }

  /** Who acts: a staff or client id. */
  get actor(): string {
    return this.options.as ?? this.environment['REDRESS_CLIENT_ID'] ?? OPERATIONS_CLIENT;
  }

  /**
   * As these settings, for what programs may not do: where no one is named, an administrator of the platform that runs on
   * this machine acts.
   */
  forPerson(): Settings {
    if (this.options.as !== undefined || this.environment['REDRESS_TOKEN']) return this;
    const person = this.platform?.users.find(({ roles }) => roles.includes('ORGANISATION_ADMIN'));
    if (!person) {
      throw new Failure('Only a person may do this: give --as staff:<name>, or set REDRESS_TOKEN to the token of one.');
    }
    return new Settings({ ...this.options, as: person.id }, this.environment);
  }

  /** A token that was given ready; the actor of `--as` counts more. */
  get givenToken(): string | undefined {
    return this.options.as === undefined ? this.environment['REDRESS_TOKEN'] || undefined : undefined;
  }

  clientSecret(clientId: string): string {
    const given = this.environment['REDRESS_CLIENT_SECRET'];
    if (given && (this.environment['REDRESS_CLIENT_ID'] ?? clientId) === clientId) return given;
    const clients = this.platform?.clients ?? [];
    const found = clients.find((client) => client.id === clientId)?.secret;
    if (found) return found;
    if (clients.length > 0) {
      throw new Failure(`There is no client ${clientId}. Clients: ${clients.map(({ id }) => id).join(', ')}`);
    }
    throw new Failure(
      `The secret of ${clientId} is not known: set REDRESS_CLIENT_ID and REDRESS_CLIENT_SECRET, or REDRESS_TOKEN, or start the platform with npm start.`,
    );
  }

  private readFile(): KnownPlatform | 'missing' {
    if (!existsSync(this.file)) {
      if (this.options.endpoints === undefined) return 'missing';
      throw new Failure(`${this.file} does not exist. npm start writes it while the platform runs.`);
    }
    let content: unknown;
    try {
      content = JSON.parse(readFileSync(this.file, 'utf8'));
    } catch (error) {
      throw new Failure(`${this.file} cannot be read: ${reasonOf(error)}`, {}, { cause: error });
    }
    const parsed = endpointsSchema.safeParse(content);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new Failure(`${this.file} is not what npm start writes: /${issue?.path.join('/')} ${issue?.message}`);
  }

  private missing(what: string, option: string, variable: string): never {
    throw new Failure(
      `Redress does not know ${what}: give ${option}, set ${variable}, or start the platform with npm start.`,
    );
  }
}

function urlsIn(given: readonly string[] = [], option: string): ReadonlyMap<ServiceName, string> {
  return new Map(
    given.map((value) => {
      const [name, ...rest] = value.split('=');
      const service = SERVICES.find((known) => known === name);
      if (!service || rest.length === 0) {
        throw new UsageError(`${option} ${value}: must be <service>=<URL>, the service one of ${SERVICES.join(', ')}`);
      }
      return [service, rest.join('=')];
    }),
  );
}

function parsedUrl(text: string, what: string): string {
  const parsed = url.safeParse(text);
  if (!parsed.success) throw new UsageError(`${what} must be an http or https URL, not ${JSON.stringify(text)}`);
  return parsed.data;
}
