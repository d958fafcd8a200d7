import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, type EndpointAccess, type ServiceName } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { rightsOf, type ServiceDocument } from './access-page';

/** What the requests of the matrix name of one organisation. */
export interface Target {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly requestId: string;
  readonly letterId: string;
  /** A change of the directory that waits for a second administrator. */
  readonly proposalId: string;
}

/** What a person of another organisation is answered who may call an endpoint by role. */
export type Elsewhere =
  /** There is no such thing. */
  | 'not-found'
  /** A list without anything of the other organisation. */
  | 'nothing-of-it'
  /** The request names something of the other organisation as if it were there. */
  | 'refused-fields'
  /** What belongs to no organisation. */
  | 'shared'
  /** Operators run the platform for all organisations. */
  | 'platform';

/** How an endpoint without a complaint in its path is asked for something of another organisation. */
interface Row {
  readonly expects: Elsewhere;
  /** Path and query with what it names filled in. */
  readonly path?: (target: Target) => string;
  readonly body?: object | ((target: Target) => object);
  readonly text?: { readonly type: string; readonly content: string };
}

const SUBMISSION = {
  channel: 'PHONE',
  complainant: { type: 'CONSUMER', name: 'A', phone: '+8613800138000', locale: 'en' },
  description: 'It does not work',
  receivingUnit: 'CS',
};

const UNIT = {
  kind: 'UNIT',
  id: 'QA',
  organisationId: 'globex',
  name: { zh: 'QA', en: 'QA' },
  parentId: null,
  headId: null,
};

const proposal =
  (of = '') =>
  ({ proposalId }: Target): string =>
    `/v1/directory-changes/${proposalId}${of}`;

/** Services that open personal data for staff, and so have a log of it. */
export const DISCLOSING_SERVICES = ['intake', 'routing', 'investigation', 'resolution', 'notification'] as const;

const ANY_ID = '019a9d6e-7a00-7000-8000-0000000000fe';

/**
 * The endpoints that reach a complaint, or what belongs to an organisation, by another id than that of a complaint in the path.
 * One that is missing here fails the unit test; those with a complaint in their path need no row.
 */
export const ROWS: Readonly<Record<string, Row>> = {
  'intake findComplaint': {
    expects: 'nothing-of-it',
    path: ({ complaintNo }) => `/v1/complaints?complaintNo=${complaintNo}`,
  },
  'intake registerComplaint': { expects: 'refused-fields', body: SUBMISSION },
  'intake captureDraft': { expects: 'refused-fields', body: { ...SUBMISSION, receivedAt: '2030-01-01T00:00:00Z' } },
  'intake attachToSubmission': { expects: 'not-found' },
  'intake listDrafts': { expects: 'nothing-of-it' },
  'intake readDraft': { expects: 'not-found', path: () => `/v1/drafts/${ANY_ID}` },
  'intake editDraft': {
    expects: 'not-found',
    path: () => `/v1/drafts/${ANY_ID}`,
    body: { channel: 'VISIT', description: 'x', receivedAt: '2026-03-01T00:00:00Z' },
  },
  'intake registerDraft': { expects: 'not-found', path: () => `/v1/drafts/${ANY_ID}/registration` },
  'intake readRequest': { expects: 'not-found', path: ({ requestId }) => `/v1/requests/${requestId}` },
  'intake reportReturnedMail': {
    expects: 'not-found',
    body: ({ complaintId, letterId }) => ({ complaintId, letterId, status: '5.1.1', permanent: true }),
  },
  'intake listPacks': { expects: 'shared' },
  'intake readPack': { expects: 'shared', path: () => '/v1/packs/GENERAL_SERVICE/versions/1' },
  'intake publishPack': { expects: 'refused-fields', text: { type: 'text/yaml', content: 'id: GENERAL_SERVICE' } },
  ...Object.fromEntries(
    DISCLOSING_SERVICES.flatMap((service): [string, Row][] => [
      [
        `${service} listDisclosures`,
        {
          expects: 'nothing-of-it',
          path: ({ complaintId }) => `/v1/disclosures/${service}?complaintId=${complaintId}`,
        },
      ],
      [`${service} showDisclosure`, { expects: 'not-found' }],
    ]),
  ),
  'routing listWorkItems': { expects: 'nothing-of-it', path: () => '/v1/work-items?limit=200' },
  'routing handOverWork': { expects: 'not-found', body: { staffId: 'staff:gu.ceo', to: 'QUEUE' } },
  'routing listDirectory': { expects: 'nothing-of-it', path: () => '/v1/directory?limit=200' },
  'routing showDirectoryEntry': { expects: 'not-found', path: () => '/v1/directory/staff:gu.ceo' },
  'routing putDirectoryEntry': { expects: 'not-found', path: () => '/v1/directory/QA', body: UNIT },
  'routing removeDirectoryEntry': { expects: 'not-found', path: () => '/v1/directory/staff:gu.ceo' },
  'routing listEntryChanges': { expects: 'nothing-of-it', path: () => '/v1/directory/staff:gu.ceo/changes' },
  'routing listProposedChanges': { expects: 'nothing-of-it', path: () => '/v1/directory-changes?limit=200' },
  'routing showProposedChange': { expects: 'not-found', path: proposal() },
  'routing confirmProposedChange': { expects: 'not-found', path: proposal('/confirmation') },
  'routing refuseProposedChange': { expects: 'not-found', path: proposal('/refusal'), body: { reason: 'not agreed' } },
  'routing retractProposedChange': { expects: 'not-found', path: proposal('/retraction') },
  'resolution listMarkedConsents': { expects: 'nothing-of-it' },
  'notification listLetters': {
    expects: 'not-found',
    path: ({ complaintId }) => `/v1/letters?complaintId=${complaintId}`,
  },
  'notification readLetter': { expects: 'not-found', path: ({ letterId }) => `/v1/letters/${letterId}` },
  'notification retryLetter': { expects: 'not-found', path: ({ letterId }) => `/v1/letters/${letterId}/retry` },
  'notification listInbox': { expects: 'nothing-of-it' },
  'notification markItemRead': { expects: 'not-found' },
  'notification finishItem': { expects: 'not-found' },
  'notification printLetter': { expects: 'not-found', path: ({ letterId }) => `/v1/letters/${letterId}/print` },
  'notification tellLetter': {
    expects: 'not-found',
    path: ({ letterId }) => `/v1/letters/${letterId}/telling`,
    body: { by: 'HANDED_OVER', proof: 'A-1' },
  },
  'analytics readOverview': { expects: 'nothing-of-it' },
  'analytics listComplaints': {
    expects: 'nothing-of-it',
    path: () => '/v1/overview/complaints?dimension=CHANNEL&value=PHONE',
  },
  'analytics readComplaintFigures': {
    expects: 'not-found',
    path: ({ complaintNo }) => `/v1/overview/complaints/${complaintNo}`,
  },
};

/** One endpoint that needs a token, and how it is asked. */
export interface AskedEndpoint {
  readonly service: ServiceName;
  readonly operation: string;
  readonly method: string;
  readonly access: Exclude<EndpointAccess, 'public'>;
  /** Whether a complaint stands in its path. */
  readonly isOnCase: boolean;
  readonly row: Row | undefined;
  readonly path: (target: Target) => string;
}

/** The OpenAPI documents of all services. */
export function openApiDocuments(): ServiceDocument[] {
  return SERVICES.map((service) => {
    const text = readFileSync(join(workspaceRoot(), 'docs', 'openapi', `${service}.json`), 'utf8');
    return { service, paths: (JSON.parse(text) as Pick<ServiceDocument, 'paths'>).paths };
  });
}

/** Every endpoint of the OpenAPI documents that needs a token. */
export function guardedEndpoints(): AskedEndpoint[] {
  return rightsOf(openApiDocuments()).flatMap(({ service, endpoint, operation, access }) => {
    if (access === 'public') return [];
    const [method = '', path = ''] = endpoint.split(' ');
    const isOnCase = /^\/v1\/complaints\/\{/.test(path);
    const isOperation = path.startsWith('/v1/operations/');
    const row = isOperation ? ({ expects: 'platform' } as const) : ROWS[`${service} ${operation}`];
    const fill = ({ complaintId }: Target): string =>
      path.replace(/\{(id|complaintId)\}/, complaintId).replaceAll(/\{\w+\}/g, ANY_ID);
    return [
      {
        service: service as ServiceName,
        operation,
        method,
        access: access as AskedEndpoint['access'],
        isOnCase,
        row,
        path: row && 'path' in row && row.path ? row.path : fill,
      },
    ];
  });
}
