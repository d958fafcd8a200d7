import type { Admin } from 'kafkajs';
import { silentClient } from './silent-client';

/** Does some work with the broker's administration, and leaves it. @throws what `work` threw */
export async function withAdmin<T>(brokers: readonly string[], work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = silentClient(brokers).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
