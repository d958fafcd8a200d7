import { Failure } from '../failure';
import { withKafka } from '../kafka/with-kafka';
import type { Outcome } from '../outcome';
import type { Settings } from '../settings/settings';
import { readStories, type StoryRecord } from '../story/story-record';
import type { Style } from '../terminal/terminal';
import { foldTimeline, type Timeline } from './fold-timeline';
import { PackLabels } from './pack-labels';
import { renderTimeline } from './render-timeline';

export interface ShowOptions {
  readonly locale: 'zh' | 'en';
  /** IANA zone in which times are shown. */
  readonly zone: string;
  readonly style: Style;
  /** Width in columns, if it is known. */
  readonly columns: number | undefined;
}

/** `redress complaint show`: folds the story of one complaint, found by its number or id, into a timeline. */
export function showComplaint(settings: Settings, name: string, options: ShowOptions): Promise<Outcome> {
  return withKafka(settings, async (kafka, admin) => {
    const wanted = name.trim();
    const labels = new PackLabels();
    const ids = new Set<string>();
    const records: StoryRecord[] = [];
    await readStories(
      kafka,
      admin,
      (record) => {
        if (record.complaintNo === wanted || record.complaintId === wanted) ids.add(record.complaintId);
        if (ids.has(record.complaintId)) records.push(record);
      },
      (value) => labels.add(value),
    );
    if (records.length === 0) {
      throw new Failure(`There is no complaint ${wanted} on ${kafka.topicOnBroker('complaint.lifecycle.v1')}.`);
    }
    if (ids.size > 1) {
      throw new Failure(`Several complaints have the number ${wanted}; give the id of one: ${[...ids].join(', ')}`);
    }
    const timeline = foldTimeline(records);
    const reading = { locale: options.locale, zone: options.zone, packs: timeline.packs, labels };
    return { text: renderTimeline(timeline, reading, options.style, options.columns), json: toJson(timeline) };
  });
}

function toJson({ entries, ...timeline }: Timeline): object {
  return { ...timeline, entries: entries.map(({ fact: _, emitter: __, ...entry }) => entry) };
}
