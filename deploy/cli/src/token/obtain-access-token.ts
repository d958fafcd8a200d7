import { Failure, reasonOf, UsageError } from '../failure';
import type { Outcome } from '../outcome';
import type { Settings } from '../settings/settings';

/** An access token and how long it lives; unknown when it was given ready. */
export interface AccessToken {
  readonly accessToken: string;
  readonly expiresAt?: Date;
}

/** The token of the caller: given ready, by client credentials, or by the code flow of the local provider. */
export async function actingToken(settings: Settings): Promise<string> {
  if (settings.givenToken) return settings.givenToken;
  return (await tokenOf(settings, settings.actor)).accessToken;
}

/** `redress token`: prints an access token of a person or of a client. */
export async function showToken(
  settings: Settings,
  who: { readonly user?: string; readonly client?: string },
): Promise<Outcome> {
  if ((who.user === undefined) === (who.client === undefined)) {
    throw new UsageError('Give either --user <name> or --client <id>');
  }
  const id = who.user !== undefined ? staffId(who.user) : clientId(who.client ?? '');
  const { accessToken, expiresAt } = await tokenOf(settings, id);
  return { text: accessToken, json: { subject: id, accessToken, expiresAt: expiresAt?.toISOString() } };
}

/**
 * A token of a person by the code flow of the local provider, or of a client by client credentials.
 * @throws Failure when there is no such caller, or the provider gives none
 */
export async function tokenOf(settings: Settings, id: string): Promise<AccessToken> {
  const { issuer, issuerReachedAt } = settings;
  const isClient = id.startsWith('client:');
  const secret = isClient ? settings.clientSecret(id) : '';
  const user = isClient ? '' : knownUser(settings, staffId(id));
  const { obtainClientToken, obtainToken } = await import('@redress/local');
  try {
    return await (isClient
      ? obtainClientToken(issuer, id, secret, issuerReachedAt)
      : obtainToken(issuer, user, issuerReachedAt));
  } catch (error) {
    throw new Failure(`No token for ${id} from ${issuer}: ${reasonOf(error)}`, {}, { cause: error });
  }
}

function knownUser(settings: Settings, id: string): string {
  const users = settings.platform?.issuer === settings.issuer ? settings.platform.users : [];
  if (users.length === 0 || users.some((user) => user.id === id)) return id;
  throw new Failure(`There is no user ${id}. Users: ${users.map((user) => user.id).join(', ')}`);
}

const staffId = (name: string): string => (name.includes(':') ? name : `staff:${name}`);
const clientId = (name: string): string => (name.includes(':') ? name : `client:${name}`);
