import { type Endpoints, obtainClientToken, obtainToken, type ObtainedToken } from '@redress/local';

const MARGIN_MS = 60_000;

/** Tokens of people and programs of a platform, each obtained once and kept until it is about to expire. */
export class TokenRing {
  private readonly tokens = new Map<string, Promise<ObtainedToken>>();

  constructor(private readonly endpoints: Pick<Endpoints, 'issuer' | 'clients'>) {}

  /** @param who `staff:…` by the code flow, `client:…` by client credentials */
  async tokenOf(who: string): Promise<string> {
    const known = await this.tokens.get(who)?.catch(() => undefined);
    if (known && known.expiresAt.getTime() > Date.now() + MARGIN_MS) return known.accessToken;
    const fresh = this.obtain(who);
    this.tokens.set(who, fresh);
    return (await fresh).accessToken;
  }

  private obtain(who: string): Promise<ObtainedToken> {
    const { issuer, clients } = this.endpoints;
    if (!who.startsWith('client:')) return obtainToken(issuer, who);
    return obtainClientToken(issuer, who, clients.find(({ id }) => id === who)?.secret ?? '');
  }
}
