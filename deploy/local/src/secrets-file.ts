import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeRecord } from '@redress/infrastructure';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWKS } from 'oidc-provider';

/** Everything secret that a local platform needs, made once and kept. */
export interface LocalSecrets {
  /** As `REDRESS_KEY_RING` wants it. */
  keyRing: { active: string; keys: Record<string, string> };
  jwks: JWKS;
  cookieKeys: string[];
  /** By client id. */
  clientSecrets: Record<string, string>;
}

/**
 * The secrets in `file`; what is missing (the file, or the secret of a new client) is made and written back, readable by the owner only.
 * Throws when the file is there but cannot be read: making new keys would make sealed data unreadable.
 */
export async function localSecrets(file: string, clientIds: readonly string[]): Promise<LocalSecrets> {
  const kept: Partial<LocalSecrets> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const clientSecrets = { ...kept.clientSecrets };
  for (const id of clientIds) clientSecrets[id] ??= randomBytes(24).toString('base64url');
  const secrets: LocalSecrets = {
    keyRing: kept.keyRing ?? { active: 'k1', keys: { k1: randomBytes(32).toString('base64') } },
    jwks: kept.jwks ?? { keys: [await signingKey()] },
    cookieKeys: kept.cookieKeys ?? [randomBytes(32).toString('base64url')],
    clientSecrets,
  };
  if (JSON.stringify(secrets) !== JSON.stringify(kept)) writeRecord(file, secrets);
  return secrets;
}

async function signingKey(): Promise<JWKS['keys'][number]> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kty: 'RSA', alg: 'RS256', use: 'sig', kid: randomBytes(8).toString('hex') } as JWKS['keys'][number];
}
