import { z } from 'zod';
import { SERVICES, type ServiceName } from '../custody';
import {
  complaintSubmissionSchema,
  DOCUMENTS,
  SIGNATURE,
  SIGNATURE_HEADER,
  SUBMISSION_ID,
  SUBMISSION_TYPE,
  type DocumentContract,
} from '../documents';
import { emittersOf, EVENTS, type EventContract } from '../event';
import { TOPICS, type TopicDefinition, type TopicName } from '../topics';
import { goldenSampleOf } from './golden-sample';
import { jsonSchemaOf } from './json-schema';

type Contract = EventContract | DocumentContract;

const CONTRACTS: readonly Contract[] = [...EVENTS, ...DOCUMENTS];

const channelId = (topic: string): string => topic.replaceAll(/[.-]/g, '_');
const messageId = (type: string): string => type.replaceAll(/[.-]/g, '_');

const writersOf = (contract: Contract): readonly ServiceName[] =>
  contract.kind === 'document' ? [contract.emitter] : emittersOf(contract);

/** One value as a constant, several as a list. */
const oneOf = (values: readonly string[]): object => (values.length === 1 ? { const: values[0] } : { enum: values });

const text = (description: string, more: object = {}) => ({ type: 'string', description, ...more });

const headerSchema = (contract: Contract) => ({
  type: 'object',
  required: [
    'ce_specversion',
    'ce_id',
    'ce_source',
    'ce_type',
    'ce_subject',
    'ce_time',
    'ce_organisationid',
    'ce_correlationid',
  ],
  properties: {
    ce_specversion: text('CloudEvents version', { const: '1.0' }),
    ce_id: text('Event id, UUIDv7', { format: 'uuid' }),
    ce_source: text('Emitting service', oneOf(writersOf(contract).map((service) => `/redress/${service}`))),
    ce_type: text('Event type', { const: contract.type }),
    ce_subject: text('Complaint id, or the key of the document'),
    ce_time: text('Business time', { format: 'date-time' }),
    ce_recordedat: text('Real time of recording', { format: 'date-time' }),
    ce_organisationid: text('Organisation'),
    ce_correlationid: text('The conversation'),
    ce_causationid: text('The message that led to this one'),
    ce_actorid: text('Member of staff who acted; absent for everybody else'),
    ce_actingfor: text('Member of staff for whom a deputy acted'),
    traceparent: text('W3C trace context'),
    ...(contract.kind === 'state'
      ? {
          ce_stateseq: text('Place in the story, 1, 2, 3 …'),
          ce_statefrom: text('State before; empty for the first event'),
          ce_stateto: text('State after'),
          ce_holder: text('Service that holds the complaint afterwards'),
          ce_complaintno: text('Complaint number'),
          ce_packs: text('Pinned packs, ID:version separated by commas'),
          ce_unitid: text('Unit responsible afterwards; the receiving one until routing assigns'),
          ce_handlerid: text('Who handles it afterwards, or is proposed to; absent while nobody is'),
        }
      : {}),
  },
});

/** AsyncAPI 3 document of one service: what it sends, and what it receives from the topics that it reads. */
export function asyncApiOf(service: ServiceName): Record<string, unknown> {
  const sent = CONTRACTS.filter((contract) => writersOf(contract).includes(service));
  const readTopics = (Object.entries(TOPICS) as [TopicName, TopicDefinition][])
    .filter(([, topic]) => topic.readers.includes(service))
    .map(([name]) => name);
  const received = CONTRACTS.filter((contract) => readTopics.includes(contract.topic));
  const used = [...new Set([...sent, ...received])];
  const topics = [...new Set([...sent.map((contract) => contract.topic), ...readTopics])];
  return {
    asyncapi: '3.0.0',
    id: `urn:redress:service:${service}`,
    info: {
      title: `Redress ${service}`,
      version: '1.0.0',
      description: `Kafka topics that ${service} writes and reads. CloudEvents 1.0, binary mode.`,
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(topics.map((topic) => [channelId(topic), channelOf(topic, used)])),
    operations: {
      ...operations('send', service, sent),
      ...operations('receive', service, received),
      ...(readTopics.includes('complaint.submissions.v1')
        ? {
            [`receive_${channelId('complaint.submissions.v1')}`]: {
              action: 'receive',
              channel: { $ref: `#/channels/${channelId('complaint.submissions.v1')}` },
              messages: [
                { $ref: `#/channels/${channelId('complaint.submissions.v1')}/messages/${messageId(SUBMISSION_TYPE)}` },
              ],
            },
          }
        : {}),
    },
    components: {
      messages: {
        ...Object.fromEntries(used.map((contract) => [messageId(contract.type), messageOf(contract)])),
        ...(topics.includes('complaint.submissions.v1') ? { [messageId(SUBMISSION_TYPE)]: submissionMessage() } : {}),
      },
    },
  };
}

function channelOf(name: TopicName, used: readonly Contract[]) {
  const topic: TopicDefinition = TOPICS[name];
  const types = used.filter((contract) => contract.topic === name).map((contract) => contract.type);
  if (name === 'complaint.submissions.v1') types.push(SUBMISSION_TYPE);
  return {
    address: name,
    description: `${topic.description} Key: ${topic.key}.`,
    messages: Object.fromEntries(
      types.map((type) => [messageId(type), { $ref: `#/components/messages/${messageId(type)}` }]),
    ),
    bindings: {
      kafka: {
        topic: name,
        partitions: topic.partitions,
        topicConfiguration: {
          'cleanup.policy': [topic.cleanup],
          ...(topic.retentionMs === undefined ? {} : { 'retention.ms': topic.retentionMs }),
        },
        bindingVersion: '0.5.0',
      },
    },
  };
}

function operations(action: 'send' | 'receive', service: ServiceName, contracts: readonly Contract[]) {
  const topics = [...new Set(contracts.map((contract) => contract.topic))];
  return Object.fromEntries(
    topics.map((topic) => [
      `${action}_${channelId(topic)}`,
      {
        action,
        channel: { $ref: `#/channels/${channelId(topic)}` },
        summary: action === 'send' ? `${service} writes ${topic}` : `${service} reads ${topic}`,
        messages: contracts
          .filter((contract) => contract.topic === topic)
          .map((contract) => ({ $ref: `#/channels/${channelId(topic)}/messages/${messageId(contract.type)}` })),
      },
    ]),
  );
}

function messageOf(contract: Contract) {
  const { $id, ...payload } = jsonSchemaOf(contract);
  void $id;
  const sample = goldenSampleOf(contract);
  return {
    name: contract.type,
    title: contract.type,
    summary: contract.description,
    contentType: 'application/json',
    headers: headerSchema(contract),
    payload,
    examples: [{ name: 'golden', headers: sample.headers, payload: sample.value }],
  };
}

function submissionMessage() {
  return {
    name: SUBMISSION_TYPE,
    title: SUBMISSION_TYPE,
    summary: 'A complaint submitted by another system; CloudEvents binary or structured mode.',
    contentType: 'application/json',
    headers: {
      type: 'object',
      required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', SIGNATURE_HEADER],
      properties: {
        ce_specversion: text('CloudEvents version', { const: '1.0' }),
        ce_id: text('Identity of the submission at its source; never an address or a name', {
          pattern: SUBMISSION_ID.source,
        }),
        ce_source: text('The publishing system: a source of the directory'),
        ce_type: text('Event type', { const: SUBMISSION_TYPE }),
        [SIGNATURE_HEADER]: text(
          'HMAC-SHA-256, in lower-case hexadecimal digits, with a key of the source: over id, newline, source, newline and the value of the record, byte by byte. In structured mode too it is a header of the record.',
          { pattern: SIGNATURE.source },
        ),
      },
    },
    payload: z.toJSONSchema(complaintSubmissionSchema, { io: 'input' }),
  };
}

/** Every service with its document. */
export function allAsyncApis(): readonly (readonly [ServiceName, Record<string, unknown>])[] {
  return SERVICES.map((service) => [service, asyncApiOf(service)] as const);
}
