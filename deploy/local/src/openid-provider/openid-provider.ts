import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { type ClientMetadata, errors, type JWKS, Provider } from 'oidc-provider';
import type { DirectoryMember } from '../directory-file';
import { closeServer, listen, readBody, sendJson } from '../http-server';
import { PAGE_HEADERS, pageLanguage } from '../markup';
import { ProviderMemory } from './memory-adapter';
import { errorPage, homePage, loginPage, signedInPage } from './provider-pages';

/** The `aud` of access tokens. */
export const AUDIENCE = 'redress';
/** What a client names as `resource` to get a token for the platform; it is also the default. */
export const RESOURCE = 'urn:redress:api';
/** The public client of people: code flow with PKCE. */
export const CONSOLE_CLIENT = 'redress-console';

const ACCESS_TOKEN_TTL_SECONDS = 3600;
const SESSION_TTL_SECONDS = 12 * 3600;

/** What a service client may ask for besides being itself; a client that is not listed gets tokens without scopes. */
export const CLIENT_SCOPES: Readonly<Record<string, readonly string[]>> = {
  'client:crm': ['complaints:submit'],
  'client:shop': ['complaints:submit'],
  'client:gx.shop': ['complaints:submit'],
  'client:mailroom': ['mail:report'],
  'client:driver': ['clock:drive'],
  'client:operations': ['operations'],
};

const ALL_SCOPES = [...new Set(Object.values(CLIENT_SCOPES).flat())];

export interface OpenIdProviderOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** 0 or left out: any. */
  port?: number;
  /** The URL that tokens name and clients reach; default `http://<host>:<port>`. */
  issuer?: string;
  /** Everybody of the directory: staff sign in on the page, clients with their secret. */
  members: readonly DirectoryMember[];
  /** Secret of each client of the directory. */
  clientSecrets: Readonly<Record<string, string>>;
  /** Private signing keys. */
  jwks: JWKS;
  cookieKeys: readonly string[];
  /** Where the console may be sent back to, besides this provider's own page `/signed-in`. */
  redirectUris?: readonly string[];
}

/**
 * A local OpenID provider (the certified library oidc-provider) whose users are the staff of the directory file. People sign in without a
 * password by choosing who they are: for demonstration and tests on one machine, never for production.
 */
export class OpenIdProvider {
  private constructor(
    private readonly server: Server,
    /** As in the `iss` of its tokens. */
    readonly issuer: string,
    /** Where it listens. */
    readonly port: number,
  ) {}

  /** Starts the provider; rejects when the port is taken or a client has no secret. */
  static async start(options: OpenIdProviderOptions): Promise<OpenIdProvider> {
    const host = options.host ?? '127.0.0.1';
    let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) =>
      sendJson(response, 503, { error: 'temporarily_unavailable' });
    const { server, port } = await listen((request, response) => handle(request, response), host, options.port ?? 0);
    const issuer = options.issuer ?? `http://${host}:${port}`;
    try {
      handle = requestHandler(provider(issuer, options), issuer, options);
    } catch (error) {
      await closeServer(server);
      throw error;
    }
    return new OpenIdProvider(server, issuer, port);
  }

  stop(): Promise<void> {
    return closeServer(this.server);
  }
}

function provider(issuer: string, options: OpenIdProviderOptions): Provider {
  const memory = new ProviderMemory();
  const people = new Map(options.members.filter(({ kind }) => kind === 'STAFF').map((member) => [member.id, member]));
  const instance = new Provider(issuer, {
    adapter: (model: string) => memory.adapter(model),
    clients: [consoleClient(issuer, options), ...serviceClients(options)],
    jwks: options.jwks,
    cookies: { keys: [...options.cookieKeys], short: { path: '/' }, long: { path: '/' } },
    scopes: ['openid', 'profile', 'offline_access', ...ALL_SCOPES],
    claims: { openid: ['sub'], profile: ['name', 'locale'] },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    ttl: {
      AccessToken: ACCESS_TOKEN_TTL_SECONDS,
      ClientCredentials: ACCESS_TOKEN_TTL_SECONDS,
      AuthorizationCode: 60,
      IdToken: ACCESS_TOKEN_TTL_SECONDS,
      Interaction: 600,
      Session: SESSION_TTL_SECONDS,
      Grant: SESSION_TTL_SECONDS,
      RefreshToken: SESSION_TTL_SECONDS,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource, client) => {
          if (resource !== RESOURCE) throw new errors.InvalidTarget();
          return {
            audience: AUDIENCE,
            scope: (CLIENT_SCOPES[client.clientId] ?? []).join(' '),
            accessTokenFormat: 'jwt',
            accessTokenTTL: ACCESS_TOKEN_TTL_SECONDS,
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
    },
    clientBasedCORS: (_context, origin) => ['127.0.0.1', 'localhost'].includes(new URL(origin).hostname),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => {
      const person = people.get(sub);
      if (!person?.active) return undefined;
      return { accountId: sub, claims: async () => ({ sub, name: person.name, locale: person.locale }) };
    },
    // Everything here is the enterprise's own, so no one is asked to consent.
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc;
      if (!client || !session?.accountId) return undefined;
      const known = session.grantIdFor(client.clientId);
      const existing = known === undefined ? undefined : await instance.Grant.find(known);
      if (existing) return existing;
      const grant = new instance.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile offline_access');
      await grant.save();
      return grant;
    },
    renderError: (context, out) => {
      context.type = 'html';
      context.set(PAGE_HEADERS);
      context.body = errorPage(
        pageLanguage(new URL(context.href), context.get('accept-language')),
        out.error,
        out.error_description,
      );
    },
  });
  return instance;
}

function consoleClient(issuer: string, options: OpenIdProviderOptions): ClientMetadata {
  return {
    client_id: CONSOLE_CLIENT,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [`${issuer}/signed-in`, ...(options.redirectUris ?? [])],
    id_token_signed_response_alg: 'RS256',
  };
}

function serviceClients(options: OpenIdProviderOptions): ClientMetadata[] {
  return options.members
    .filter((member) => member.kind === 'CLIENT' && member.active)
    .map(({ id }) => {
      const secret = options.clientSecrets[id];
      if (!secret) throw new Error(`The client ${id} of the directory has no secret`);
      return {
        client_id: id,
        client_secret: secret,
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        scope: (CLIENT_SCOPES[id] ?? []).join(' '),
      };
    });
}

function requestHandler(instance: Provider, issuer: string, options: OpenIdProviderOptions) {
  const serve = instance.callback();
  const staff = options.members.filter((member) => member.kind === 'STAFF' && member.active);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', issuer);
    const language = pageLanguage(url, request.headers['accept-language']);
    const send = (status: number, html: string) => void response.writeHead(status, PAGE_HEADERS).end(html);
    if (request.method === 'GET' && url.pathname === '/') return send(200, homePage(language, issuer, staff));
    if (request.method === 'GET' && url.pathname === '/health') return sendJson(response, 200, { status: 'up' });
    if (request.method === 'GET' && url.pathname === '/signed-in') return send(200, signedInPage(language));
    if (!url.pathname.startsWith('/interaction/')) return void (await serve(request, response));

    try {
      const interaction = await instance.interactionDetails(request, response);
      if (url.pathname !== `/interaction/${interaction.uid}`) throw new errors.SessionNotFound('not this interaction');
      if (request.method === 'GET') return send(200, loginPage(language, interaction.uid, staff));
      const sub = new URLSearchParams(await readBody(request)).get('sub') ?? '';
      if (!staff.some((member) => member.id === sub)) return send(422, errorPage(language, 'unknown_user', sub));
      await instance.interactionFinished(
        request,
        response,
        { login: { accountId: sub } },
        { mergeWithLastSubmission: false },
      );
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      send(400, errorPage(language, error.error, error.error_description));
    }
  };
  return (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: Error) => {
      if (!response.headersSent) sendJson(response, 500, { error: 'server_error', error_description: error.message });
      else response.destroy();
    });
  };
}
