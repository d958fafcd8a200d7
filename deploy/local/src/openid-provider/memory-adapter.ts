import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Stored {
  payload: AdapterPayload;
  expiresAtMs: number;
}

const SWEEP_EVERY_WRITES = 1_000;

/** What one running provider remembers: sessions, codes, grants, tokens. It ends with the process. */
export class ProviderMemory {
  private readonly models = new Map<string, Map<string, Stored>>();
  private writes = 0;

  /** The adapter of one model, as the provider asks for it. */
  adapter(model: string): Adapter {
    const stored = new Map<string, Stored>();
    this.models.set(model, stored);
    const find = (matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
      for (const { payload, expiresAtMs } of stored.values()) {
        if (expiresAtMs > Date.now() && matches(payload)) return payload;
      }
      return undefined;
    };
    return {
      upsert: async (id, payload, expiresInSeconds) => {
        if (++this.writes % SWEEP_EVERY_WRITES === 0) this.sweep();
        stored.set(id, { payload, expiresAtMs: expiresInSeconds ? Date.now() + expiresInSeconds * 1000 : Infinity });
      },
      find: async (id) => {
        const entry = stored.get(id);
        return entry && entry.expiresAtMs > Date.now() ? entry.payload : undefined;
      },
      findByUid: async (uid) => find((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => find((payload) => payload.userCode === userCode),
      consume: async (id) => {
        const entry = stored.get(id);
        if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => void stored.delete(id),
      revokeByGrantId: async (grantId) => {
        for (const [id, { payload }] of stored) if (payload.grantId === grantId) stored.delete(id);
      },
    };
  }

  private sweep(): void {
    const now = Date.now();
    for (const stored of this.models.values()) {
      for (const [id, { expiresAtMs }] of stored) if (expiresAtMs <= now) stored.delete(id);
    }
  }
}
