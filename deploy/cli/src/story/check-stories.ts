import { withKafka } from '../kafka/with-kafka';
import type { Outcome } from '../outcome';
import type { Settings } from '../settings/settings';
import { table } from '../terminal/table';
import { StoryAudit } from './story-audit';
import { readStories } from './story-record';

/** `redress story check`: whether every story on the topic is legal. Reads Kafka only. */
export function checkStories(settings: Settings): Promise<Outcome> {
  return withKafka(settings, async (kafka, admin) => {
    const audit = new StoryAudit();
    const read = await readStories(kafka, admin, (record) => audit.add(record));
    const { checked, illegal } = audit.result();
    const stories = `${checked} ${checked === 1 ? 'story' : 'stories'}`;
    const records = `${read} ${read === 1 ? 'record' : 'records'}`;
    if (illegal.length === 0) {
      return { text: `Checked ${stories} in ${records}: all are legal.`, json: { checked, illegal } };
    }
    const rows = illegal.map((fault) => [fault.complaintId, fault.complaintNo ?? null, fault.stateSeq, fault.rule]);
    return {
      text: `Checked ${stories} in ${records}: ${illegal.length} illegal.\n\n${table(['complaint', 'number', 'seq', 'rule'], rows)}`,
      json: { checked, illegal },
      isBad: true,
    };
  });
}
