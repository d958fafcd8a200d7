import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** Runs statements as the role of the URL in one connection, closed afterwards. */
export async function withConnection<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  // A connection lost after the work is done would otherwise end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Makes sure that a database and a role of the same name exist and returns the URL of that role. The role gets a new random password each
 * time; it alone may connect to its database, and to no other one made here. Existing data stay.
 */
export async function createDatabase(adminUrl: string, name: string): Promise<string> {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) {
    throw new Error(`Database name ${JSON.stringify(name)} must match [a-z][a-z0-9_]{0,62}`);
  }
  const password = randomBytes(24).toString('base64url');
  await withConnection(adminUrl, async (admin) => {
    const role = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
    await admin.query(
      `${role.rowCount ? 'ALTER' : 'CREATE'} ROLE "${name}" WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '${password}'`,
    );
    const database = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (!database.rowCount) {
      // An administrator that is no superuser may hand a database only to a role that it is a member of.
      await admin.query(`GRANT "${name}" TO CURRENT_USER`);
      await admin.query(`CREATE DATABASE "${name}" OWNER "${name}" TEMPLATE template0 ENCODING 'UTF8'`);
      await admin.query(`REVOKE ALL ON DATABASE "${name}" FROM PUBLIC`);
    }
  });
  const url = new URL(adminUrl);
  url.username = name;
  url.password = password;
  url.pathname = `/${name}`;
  return url.toString();
}

/**
 * One database and one role for each name (`<prefix><name>`, default prefix `redress_`); returns the URLs by name. Data of existing ones stay.
 */
export async function provisionDatabases<N extends string>(
  adminUrl: string,
  names: readonly N[],
  prefix = 'redress_',
): Promise<Record<N, string>> {
  const urls: Partial<Record<N, string>> = {};
  for (const name of names) urls[name] = await createDatabase(adminUrl, `${prefix}${name}`);
  return urls as Record<N, string>;
}

/** Drops the database, with all its connections, and the role of the same name; no error when they are gone. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await withConnection(adminUrl, async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    await admin.query(`DROP ROLE IF EXISTS "${name}"`);
  });
}
