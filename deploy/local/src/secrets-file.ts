import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeRecord } from '@redress/infrastructure';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWKS } from 'oidc-provider';

/** As `REDRESS_KEY_RING` wants it. */
export interface KeyRingSecret {
  active: string;
  keys: Record<string, string>;
}

/** What the OpenID provider keeps to itself. */
export interface ProviderSecrets {
  jwks: JWKS;
  cookieKeys: string[];
  /** By client id. */
  clientSecrets: Record<string, string>;
}

/** Everything secret that a local platform needs, made once and kept. */
export interface LocalSecrets extends ProviderSecrets {
  keyRing: KeyRingSecret;
  sourceKeys: SourceKeysSecret;
}

/** As `REDRESS_SOURCE_KEYS` wants it: the keys with which sources sign, in base64, by key id. */
export type SourceKeysSecret = Record<string, string>;

/**
 * The secrets in `file`; what is missing (the file, the secret of a new client, the key of a new source) is made and written back, readable by the owner only.
 * Throws when the file is there but cannot be read: making new keys would make sealed data unreadable.
 */
export function localSecrets(
  file: string,
  clientIds: readonly string[],
  sourceKeyIds: readonly string[] = [],
): Promise<LocalSecrets> {
  return completed<LocalSecrets>(file, async (kept) => ({
    keyRing: kept.keyRing ?? newKeyRing(),
    sourceKeys: completeSourceKeys(kept.sourceKeys ?? {}, sourceKeyIds),
    ...(await completeProvider(kept, clientIds)),
  }));
}

/** The OpenID provider's part of {@link localSecrets}, in a file of its own. */
export function providerSecrets(file: string, clientIds: readonly string[]): Promise<ProviderSecrets> {
  return completed<ProviderSecrets>(file, (kept) => completeProvider(kept, clientIds));
}

/** The key ring in `file`, made when the file is missing. Throws when it is there but cannot be read. */
export function keyRingIn(file: string): KeyRingSecret {
  if (!existsSync(file)) writeRecord(file, newKeyRing());
  return JSON.parse(readFileSync(file, 'utf8')) as KeyRingSecret;
}

/** The keys of sources in `file`; those that are missing are made. Throws when the file is there but cannot be read. */
export function sourceKeysIn(file: string, keyIds: readonly string[]): Promise<SourceKeysSecret> {
  if (!existsSync(file)) writeRecord(file, {});
  return completed<SourceKeysSecret>(file, (kept) => Promise.resolve(completeSourceKeys(kept, keyIds)));
}

function completeSourceKeys(kept: Readonly<Partial<SourceKeysSecret>>, keyIds: readonly string[]): SourceKeysSecret {
  const missing = keyIds.filter((id) => kept[id] === undefined);
  return {
    ...(kept as SourceKeysSecret),
    ...Object.fromEntries(missing.map((id) => [id, randomBytes(32).toString('base64')])),
  };
}

async function completed<T extends object>(file: string, complete: (kept: Partial<T>) => Promise<T>): Promise<T> {
  const kept: Partial<T> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const secrets = await complete(kept);
  if (JSON.stringify(secrets) !== JSON.stringify(kept)) writeRecord(file, secrets);
  return secrets;
}

async function completeProvider(
  kept: Partial<ProviderSecrets>,
  clientIds: readonly string[],
): Promise<ProviderSecrets> {
  const clientSecrets = { ...kept.clientSecrets };
  for (const id of clientIds) clientSecrets[id] ??= randomBytes(24).toString('base64url');
  return {
    jwks: kept.jwks ?? { keys: [await signingKey()] },
    cookieKeys: kept.cookieKeys ?? [randomBytes(32).toString('base64url')],
    clientSecrets,
  };
}

function newKeyRing(): KeyRingSecret {
  return { active: 'k1', keys: { k1: randomBytes(32).toString('base64') } };
}

async function signingKey(): Promise<JWKS['keys'][number]> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kty: 'RSA', alg: 'RS256', use: 'sig', kid: randomBytes(8).toString('hex') } as JWKS['keys'][number];
}
