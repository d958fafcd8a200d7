import type { Api } from '@redress/local/driving';
import type { SeededRandom } from '@redress/testing';
import type { Cast, Colleague } from '../people/cast';
import type { WorkItem } from '../people/views';

interface ItemPage {
  readonly items: readonly WorkItem[];
  readonly nextCursor: string | null;
}

const PAGE = 200;
/** What a unit sees in its queue and leaves to others. */
const OTHERS_ACT: readonly WorkItem['state'][] = ['UNDER_ASSESSMENT', 'RESOLVED'];

/** The lists that staff open to see what waits for them, each person their own. */
export class WorkLists {
  constructor(
    private readonly api: Api,
    private readonly cast: Cast,
    private readonly random: SeededRandom,
  ) {}

  /**
   * What staff see when they look: triage what is under assessment, each unit its own queue, follow-up what is resolved.
   * @returns the lines by complaint id
   */
  async look(): Promise<Map<string, WorkItem>> {
    const { cast, random } = this;
    const [triage, followUp, ...queues] = await Promise.all([
      this.read(cast.somebody(random, 'TRIAGE_OFFICER'), 'state=UNDER_ASSESSMENT'),
      this.read(cast.somebody(random, 'FOLLOW_UP_SPECIALIST'), 'state=RESOLVED'),
      ...cast.units.map((unit) => this.read(cast.somebody(random, 'UNIT_MANAGER', unit), `unit=${unit}`)),
    ]);
    const ofUnits = queues.flat().filter(({ state }) => !OTHERS_ACT.includes(state));
    return new Map([...triage, ...followUp, ...ofUnits].map((item) => [item.complaintId, item]));
  }

  private async read(who: Colleague, filter: string): Promise<WorkItem[]> {
    const items: WorkItem[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: ItemPage = await this.api.call<ItemPage>({
        service: 'routing',
        method: 'GET',
        path: `/v1/work-items?${filter}&limit=${PAGE}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        by: who,
      });
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }
}
