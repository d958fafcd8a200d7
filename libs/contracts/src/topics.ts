import type { ServiceName } from './custody/services';

export interface TopicDefinition {
  /** Never changed on a living topic: growth is a `.v2` beside it and a drain. */
  readonly partitions: number;
  readonly cleanup: 'delete' | 'compact';
  /** Milliseconds; -1 keeps for ever. Only for topics that are not compacted. */
  readonly retentionMs?: number;
  /** Milliseconds a changed or deleted value may at most stay readable in a compacted topic. */
  readonly maxCompactionLagMs?: number;
  /** The writers choose: large batches are compressed, small ones are not. */
  readonly compression: 'producer';
  readonly key: string;
  readonly writer: ServiceName | 'holders' | 'publishers';
  readonly readers: readonly (ServiceName | 'publishers' | 'analysts')[];
  readonly personalData: 'none' | 'sealed' | 'restricted';
  readonly description: string;
}

const DAY_MS = 86_400_000;
const ALL = ['intake', 'routing', 'investigation', 'resolution', 'notification', 'analytics'] as const;

/** Every topic of the platform (architecture, section 4). The name on the broker is `<prefix><name>`. */
export const TOPICS = {
  'complaint.lifecycle.v1': {
    partitions: 12,
    cleanup: 'delete',
    retentionMs: -1,
    compression: 'producer',
    key: 'complaint id',
    writer: 'holders',
    readers: [...ALL, 'publishers', 'analysts'],
    personalData: 'none',
    description: 'The one ordered story per complaint: state events, facts and requests of the six services.',
  },
  'complaint.submissions.v1': {
    partitions: 12,
    cleanup: 'delete',
    retentionMs: 7 * DAY_MS,
    compression: 'producer',
    key: "the publisher's choice",
    writer: 'publishers',
    readers: ['intake'],
    personalData: 'restricted',
    description: 'Complaints that other systems submit, identified for ever by (ce_source, ce_id).',
  },
  'complaint.submissions.rejected.v1': {
    partitions: 12,
    cleanup: 'delete',
    retentionMs: 7 * DAY_MS,
    compression: 'producer',
    key: 'as received',
    writer: 'intake',
    readers: ['publishers'],
    personalData: 'none',
    description: 'Why a submission was not registered, with its coordinates and without its body.',
  },
  'intake.dossiers.v1': {
    partitions: 12,
    cleanup: 'compact',
    compression: 'producer',
    key: 'complaint id',
    writer: 'intake',
    readers: ['investigation', 'resolution', 'notification'],
    personalData: 'sealed',
    description: 'The sealed dossier of intake: complainant, contacts, original text, tracking code.',
  },
  'routing.dossiers.v1': {
    partitions: 12,
    cleanup: 'compact',
    compression: 'producer',
    key: 'complaint id',
    writer: 'routing',
    readers: ['notification'],
    personalData: 'sealed',
    description: 'The sealed dossier of routing: answers, reasons for declining, where a complaint was referred to.',
  },
  'investigation.dossiers.v1': {
    partitions: 12,
    cleanup: 'compact',
    compression: 'producer',
    key: 'complaint id',
    writer: 'investigation',
    readers: ['resolution', 'notification'],
    personalData: 'sealed',
    description: 'The sealed dossier of investigation: findings, and what the complainant is asked.',
  },
  'resolution.dossiers.v1': {
    partitions: 12,
    cleanup: 'compact',
    compression: 'producer',
    key: 'complaint id',
    writer: 'resolution',
    readers: ['notification'],
    personalData: 'sealed',
    description: 'The sealed dossier of resolution: the offer in words and its single-use token.',
  },
  'privacy.keys.v1': {
    partitions: 12,
    cleanup: 'compact',
    maxCompactionLagMs: 3_600_000,
    compression: 'producer',
    key: 'complaint id',
    writer: 'intake',
    readers: ['routing', 'investigation', 'resolution', 'notification'],
    personalData: 'sealed',
    description: "Each complaint's data key, wrapped by the key ring; a tombstone erases the person.",
  },
  'policy.packs.v1': {
    partitions: 1,
    cleanup: 'compact',
    compression: 'producer',
    key: 'pack id : version',
    writer: 'intake',
    readers: ['routing', 'investigation', 'resolution', 'notification', 'analytics'],
    personalData: 'none',
    description: 'Published policy packs, each version once.',
  },
  'policy.calendars.v1': {
    partitions: 1,
    cleanup: 'compact',
    compression: 'producer',
    key: 'calendar id',
    writer: 'intake',
    readers: ['routing', 'resolution'],
    personalData: 'none',
    description: 'Business calendars: zone, blocks, holidays and make-up workdays. Never pinned.',
  },
  'org.directory.v1': {
    partitions: 1,
    cleanup: 'compact',
    compression: 'producer',
    key: 'unit, staff, client or source id',
    writer: 'routing',
    readers: ['intake', 'investigation', 'resolution', 'notification', 'analytics'],
    personalData: 'restricted',
    description:
      'Units, staff, service clients and submitting sources with roles, rights, reporting lines and work contacts.',
  },
  'complaint.state.v1': {
    partitions: 12,
    cleanup: 'compact',
    compression: 'producer',
    key: 'complaint id',
    writer: 'analytics',
    readers: ['publishers', 'analysts'],
    personalData: 'none',
    description: 'The latest snapshot of every complaint for readers that do not want to fold the story.',
  },
} as const satisfies Record<string, TopicDefinition>;

export type TopicName = keyof typeof TOPICS;

export const TOPIC_NAMES = Object.keys(TOPICS) as TopicName[];
