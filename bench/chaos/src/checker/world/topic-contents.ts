import type { TopicName } from '@redress/contracts';
import type { KafkaMessage } from 'kafkajs';
import type { PlantedWords } from './planted-words';
import type {
  DossierOnTopic,
  PackOnTopic,
  PublishedState,
  RejectionOnTopic,
  Snapshot,
  StoryRecord,
  SubmissionOnTopic,
} from './snapshot';
import {
  bytesOf,
  dossierIn,
  packIn,
  publishedStateIn,
  rejectionIn,
  storyRecordIn,
  submissionIn,
} from './topic-records';

/** Publishers send personal data here; everywhere else they must be sealed or absent. */
const IN_CLEAR: TopicName = 'complaint.submissions.v1';

/** What the checks need of all topics, taken in record by record; of compacted topics the newest of each key. */
export class TopicContents {
  /** Where planted words were found. */
  readonly leaks: string[] = [];
  private readonly story: StoryRecord[] = [];
  private readonly submissions: SubmissionOnTopic[] = [];
  private readonly rejections: RejectionOnTopic[] = [];
  private readonly packs: PackOnTopic[] = [];
  private readonly states = new Map<string, PublishedState>();
  private readonly dossiers = new Map<string, DossierOnTopic>();
  private readonly keyed = new Set<string>();

  constructor(private readonly words: PlantedWords) {}

  /** Messages of one partition, in the order of the log. */
  take(topic: TopicName, partition: number, messages: readonly KafkaMessage[]): void {
    for (const message of messages) this.keep(topic, partition, message);
    if (!this.words.isEmpty && topic !== IN_CLEAR) this.scan(topic, partition, messages);
  }

  records(): Pick<Snapshot, 'story' | 'submissions' | 'rejections' | 'packs' | 'states' | 'dossiers' | 'keyed'> {
    const { story, submissions, rejections, packs } = this;
    return {
      story,
      submissions,
      rejections,
      packs,
      states: [...this.states.values()],
      dossiers: [...this.dossiers.values()],
      keyed: [...this.keyed],
    };
  }

  private keep(topic: TopicName, partition: number, message: KafkaMessage): void {
    const key = String(message.key);
    switch (topic) {
      case 'complaint.lifecycle.v1':
        this.story.push(storyRecordIn(partition, message));
        break;
      case 'complaint.submissions.v1':
        this.submissions.push(submissionIn(partition, message));
        break;
      case 'complaint.submissions.rejected.v1': {
        const rejection = rejectionIn(message);
        if (rejection) this.rejections.push(rejection);
        break;
      }
      case 'complaint.state.v1':
        put(this.states, key, publishedStateIn(message));
        break;
      case 'intake.dossiers.v1':
      case 'investigation.dossiers.v1':
      case 'resolution.dossiers.v1':
        put(this.dossiers, `${topic} ${key}`, dossierIn(topic.replace(/\..*$/, ''), message));
        break;
      case 'privacy.keys.v1':
        if (message.value === null) this.keyed.delete(key);
        else this.keyed.add(key);
        break;
      case 'policy.packs.v1': {
        const pack = packIn(message);
        if (pack) this.packs.push(pack);
      }
    }
  }

  private scan(topic: TopicName, partition: number, messages: readonly KafkaMessage[]): void {
    const contents = messages.map(bytesOf);
    // Most batches hold nothing, so that they are looked through as a whole first.
    if (this.words.findIn(Buffer.concat(contents)).length === 0) return;
    contents.forEach((content, at) => {
      const found = this.words.findIn(content);
      if (found.length > 0) {
        this.leaks.push(`word ${found.join(', ')} in ${topic}/${partition}/${messages[at]!.offset}`);
      }
    });
  }
}

function put<T>(values: Map<string, T>, key: string, value: T | undefined): void {
  if (value === undefined) values.delete(key);
  else values.set(key, value);
}
