import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  clientCredentialsGrant,
  ClientSecretPost,
  type Configuration,
  customFetch,
  discovery,
  None,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { CLIENT_SCOPES, CONSOLE_CLIENT, RESOURCE } from './openid-provider';

/** An access token and how long it lives. */
export interface ObtainedToken {
  accessToken: string;
  expiresAt: Date;
}

const MAX_REDIRECTS = 10;

/**
 * A person's access token by the real code flow with PKCE: opens the authorisation page of the local provider, chooses `user` (a staff id)
 * on its sign-in page as a browser would, and exchanges the code. Rejects when the provider does not know the user.
 * @param reachedAt base URL of the provider where the issuer's own name does not resolve, as from outside of a container network
 */
export async function obtainToken(issuer: string, user: string, reachedAt = issuer): Promise<ObtainedToken> {
  const configuration = await discover(issuer, CONSOLE_CLIENT, None(), reachedAt);
  const verifier = randomPKCECodeVerifier();
  const state = randomState();
  const redirectUri = `${issuer}/signed-in`;
  const authorisation = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid profile',
    resource: RESOURCE,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
  });
  const callback = await signIn(authorisation, user, redirectUri);
  const tokens = await authorizationCodeGrant(
    configuration,
    callback,
    { pkceCodeVerifier: verifier, expectedState: state, idTokenExpected: true },
    { resource: RESOURCE },
  );
  const subject = tokens.claims()?.sub;
  if (subject !== user) throw new Error(`Signed in as ${subject} instead of ${user}`);
  return obtained(tokens);
}

/** A service client's access token by client credentials, with every scope that the client may have; `reachedAt` as above. */
export async function obtainClientToken(
  issuer: string,
  clientId: string,
  secret: string,
  reachedAt = issuer,
): Promise<ObtainedToken> {
  const configuration = await discover(issuer, clientId, ClientSecretPost(secret), reachedAt);
  const scope = (CLIENT_SCOPES[clientId] ?? []).join(' ');
  return obtained(await clientCredentialsGrant(configuration, { resource: RESOURCE, ...(scope && { scope }) }));
}

function discover(
  issuer: string,
  clientId: string,
  authentication: ReturnType<typeof None>,
  reachedAt: string,
): Promise<Configuration> {
  return discovery(new URL(issuer), clientId, undefined, authentication, {
    execute: new URL(reachedAt).protocol === 'http:' ? [allowInsecureRequests] : [],
    // The provider names its other endpoints by the address that it was asked at.
    [customFetch]: (url, options) =>
      fetch(url.startsWith(issuer) ? reachedAt + url.slice(issuer.length) : url, options as RequestInit),
  });
}

function obtained(tokens: { access_token: string; expires_in?: number | undefined }): ObtainedToken {
  return { accessToken: tokens.access_token, expiresAt: new Date(Date.now() + (tokens.expires_in ?? 0) * 1000) };
}

/** Follows the redirects with a browser's cookies, answers the sign-in page and returns the address the application is sent back to. */
async function signIn(authorisation: URL, user: string, redirectUri: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = authorisation;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < MAX_REDIRECTS; step++) {
    if (url.href.startsWith(`${redirectUri}?`)) return url;
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    const location = response.headers.get('location');
    await response.arrayBuffer();
    if (location) {
      url = new URL(location, url);
      form = undefined;
    } else if (response.ok && url.pathname.startsWith('/interaction/') && !form) {
      form = new URLSearchParams({ sub: user });
    } else {
      throw new Error(`The provider did not sign ${user} in: HTTP ${response.status} at ${url.pathname}`);
    }
  }
  throw new Error(`The provider did not sign ${user} in: more than ${MAX_REDIRECTS} redirects`);
}
