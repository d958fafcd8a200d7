import { Directory } from '@redress/access';
import { complaintUrged, STATE, type DataOf, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { highestLevel } from '../../work-item/domain/command-rules';
import { ComplaintFiles } from '../complaint-files';
import { waitForDirectory } from '../wait-for-directory';

/** A complainant who urges may want a person above to answer: the level rises by one, as far as the ladder goes (T37). */
@EventConsumer()
export class RaiseWhenUrged {
  constructor(
    private readonly directory: Directory,
    private readonly files: ComplaintFiles,
  ) {}

  @Consumes(complaintUrged, { consumer: 'routing.raise-when-urged' })
  async on(events: readonly Received<DataOf<typeof complaintUrged>>[], tx: Transaction): Promise<void> {
    const asking = events.filter(({ data }) => data.escalates);
    if (asking.length === 0) return;
    waitForDirectory(this.directory);
    const files = await this.files.openWithoutStory(
      tx,
      asking.map(({ subject }) => subject),
    );
    for (const { id, subject, time, data } of asking) {
      const file = files.get(subject);
      if (!file?.item.isOpen || file.item.now.state === STATE.SUSPENDED) continue;
      const level = Math.min(file.item.now.level + 1, highestLevel(file.pack));
      file.raise({ key: id, kind: 'ASKED', level }, { at: time, actor: data.actor, reason: 'CUSTOMER_REQUEST' });
    }
    await this.files.save(tx, [...files.values()]);
  }
}
