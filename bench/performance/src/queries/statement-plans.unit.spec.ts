import { pagesOf, parsePlans, planInShort, type PlanNode, scannedTables } from './statement-plans';

const LOG = `2026-11-22 09:00:00.000 UTC [17] WARNING:  something else
2026-11-22 09:00:00.100 UTC [18] LOG:  duration: 0.482 ms  plan:
\t{
\t  "Query Text": "select * from waiting\\nwhere is_open limit $1",
\t  "Plan": {
\t    "Node Type": "Limit",
\t    "Actual Rows": 50.00,
\t    "Shared Hit Blocks": 7,
\t    "Shared Read Blocks": 2,
\t    "Plans": [
\t      { "Node Type": "Index Scan", "Relation Name": "waiting", "Index Name": "due_first", "Actual Rows": 50.00, "Rows Removed by Filter": 3 }
\t    ]
\t  }
\t}
2026-11-22 09:00:00.200 UTC [18] LOG:  duration: 12.5 ms  plan:
\t{
\t  "Query Text": "select 1",
\t  "Plan": { "Node Type": "Result", "Actual Rows": 1.00 }
\t}
`;

describe('plans in the log of the server', () => {
  const [first, second] = parsePlans(LOG);

  it('are found with their statements', () => {
    expect(first).toMatchObject({ text: 'select * from waiting\nwhere is_open limit $1', milliseconds: 0.482 });
    expect(second).toMatchObject({ text: 'select 1', milliseconds: 12.5 });
    expect(parsePlans(LOG)).toHaveLength(2);
  });

  it('are told in short, with the pages they touched', () => {
    const plan = first?.plan as PlanNode;
    expect(planInShort(plan)).toBe('Limit 50 ← Index Scan due_first 50 (−3)');
    expect(pagesOf(plan)).toBe(9);
  });
});

describe('tables read from end to end', () => {
  it('are found however deep in a plan, by workers too', () => {
    const plan: PlanNode = {
      'Node Type': 'Hash Join',
      Plans: [
        { 'Node Type': 'Gather', Plans: [{ 'Node Type': 'Parallel Seq Scan', 'Relation Name': 'timer' }] },
        { 'Node Type': 'Seq Scan', 'Relation Name': 'setting' },
        { 'Node Type': 'Index Only Scan', 'Relation Name': 'waiting' },
      ],
    };
    expect(scannedTables(plan)).toEqual(['timer', 'setting']);
  });
});
