import { SERVICES, type ServiceName } from '@redress/contracts';
import type { InfrastructureKind } from '@redress/infrastructure';

/** Where a running platform is and who can use it: the content of `endpoints.json`, for programs on this machine. */
export interface Endpoints {
  startedAt: string;
  infrastructure: InfrastructureKind;
  brokers: string[];
  topicPrefix: string;
  /** Base URLs for users; several where a service runs more than once, the first of them also under `services`. */
  services: Record<ServiceName, string>;
  replicas: Record<ServiceName, string[]>;
  /** Base URLs for those who run the platform, in the same order: health, metrics, `/docs`, parked events, driven clock. */
  operations: Record<ServiceName, string>;
  operationsReplicas: Record<ServiceName, string[]>;
  /** URLs of the service databases with their passwords. */
  databases: Record<ServiceName, string>;
  issuer: string;
  audience: string;
  mail: { http: string; smtp: string };
  sms: { http: string };
  clock: string;
  organisationId: string;
  users: Array<{ id: string; name: string; roles: string[]; unitId: string }>;
  clients: Array<{ id: string; secret: string; scopes: readonly string[] }>;
  /** Systems that publish submissions, each with the key that it signs with, in base64. */
  sources: Array<{ id: string; key: string }>;
  sampleSubmission: object;
  /** Where a system publishes a submission, and the headers that it carries beside `ce_id` and `ce_redresssignature`. */
  submissionRecord: { topic: string; headers: Record<string, string> };
}

/** The table that `npm start` prints when everything is up. */
export function describeEndpoints(endpoints: Endpoints, endpointsFile: string): string {
  const addresses: string[][] = [
    ...SERVICES.map((name) => [name, endpoints.replicas[name].join('  '), `${endpoints.operations[name]}/docs`]),
    ['sign-in (OpenID)', endpoints.issuer, ''],
    ['mail catcher', endpoints.mail.http, endpoints.mail.smtp],
    ['text messages', endpoints.sms.http, ''],
    ['Kafka', endpoints.brokers.join(', '), endpoints.topicPrefix && `topics begin with ${endpoints.topicPrefix}`],
  ];
  const people = endpoints.users.map(({ id, name, unitId, roles }) => [id, name, unitId, roles.join(', ')]);
  return [
    '',
    'Redress is up.',
    '',
    ...aligned(addresses),
    '',
    'People who can sign in (no password):',
    ...aligned(people),
    '',
    'Get a token:        npx redress token --user staff:lin.intake',
    `As a system:        curl -s ${endpoints.issuer}/token -d grant_type=client_credentials -d client_id=client:crm -d client_secret=…`,
    `Submit a complaint: curl -s ${endpoints.services.intake}/v1/complaints -H "authorization: Bearer $TOKEN" -H "idempotency-key: $(date +%s)" \\`,
    `                      -H 'content-type: application/json' -d '${JSON.stringify({ ...endpoints.sampleSubmission })}'`,
    '',
    `All of this as data, secrets included: ${endpointsFile}`,
    'Ctrl-C stops everything; data stay until npm start -- --reset.',
    '',
  ].join('\n');
}

/** Chinese characters take two columns on a terminal. */
const width = (text: string) => [...text].reduce((columns, character) => columns + (character > '\u2e7f' ? 2 : 1), 0);

function aligned(rows: string[][]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, width(cell))));
  return rows.map((row) =>
    `  ${row.map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - width(cell))).join('  ')}`.trimEnd(),
  );
}
