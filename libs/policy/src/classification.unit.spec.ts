import fc from 'fast-check';
import { assess, proposeClassification, type AssessmentFacts } from './classification';
import { CompiledPack } from './compiled-pack';
import { general, generalContent, manufacturing } from './sample-packs.spec';

const pack = general();
const propose = (description: string, demand?: string) => proposeClassification(pack, { description, demand });
const facts = (changes: Partial<AssessmentFacts> = {}): AssessmentFacts => ({
  category: 'OTHER',
  flags: [],
  urgency: 'NORMAL',
  channel: 'WEB_FORM',
  complainantType: 'CONSUMER',
  kind: 'COMPLAINT',
  ...changes,
});

// CL-02, CL-03, CL-04, CL-05, CL-06, CL-07, CL-08, IN-22
describe('proposing a category from words', () => {
  it.each([
    ['热水器用了两天就漏电，太吓人了', 'PRODUCT_QUALITY.SAFETY'],
    ['快递迟迟没有送到，已经等了十天', 'DELIVERY.LATE'],
    ['客服态度恶劣，还挂断电话', 'SERVICE_QUALITY.ATTITUDE'],
    ['信用卡被盗刷了三笔', 'PAYMENT.UNAUTHORISED'],
    ['The credit bureau keeps inaccurate inquiries on my credit report', 'INFORMATION_DISCLOSURE.INCORRECT_RECORD'],
    ['I was charged an overdraft fee and two late fees', 'PRICE.BILLING'],
    ['The debt collectors called my employer about a debt I do not owe', 'COLLECTION'],
    ['The kettle stopped working after a week', 'PRODUCT_QUALITY.MALFUNCTION'],
  ])('%s', (description, category) => {
    expect(propose(description).proposedCategory.startsWith(category)).toBe(true);
  });

  it('takes the first in the pack among categories that score alike, wherever their words stand', () => {
    expect(propose('漏发，收费').proposedCategory).toBe('PRICE');
    expect(propose('收费，漏发').proposedCategory).toBe('PRICE');
  });

  it('falls back on the default when no word is known', () => {
    expect(propose('lorem ipsum')).toMatchObject({ proposedCategory: 'OTHER', appliedRules: ['category.default'] });
  });

  // PR-07, PR-08
  it('reads the demand too and raises flags and urgency by rule', () => {
    const proposal = propose('电饭煲起火', '要求赔偿，否则找律师起诉，请尽快');

    expect(proposal.urgency).toBe('IMMEDIATE');
    expect(new Set(proposal.flags)).toEqual(new Set(['safetyCritical', 'legalRisk', 'compensationDemanded']));
    expect(proposal.appliedRules).toEqual([
      'category.keywords',
      'text.safety-words',
      'text.legal-words',
      'text.compensation-words',
      'text.urgent-words',
    ]);
  });

  it('never lowers the urgency that the submitter gave', () => {
    const proposal = proposeClassification(pack, { description: '请尽快处理', urgency: 'IMMEDIATE' });

    expect(proposal.urgency).toBe('IMMEDIATE');
  });

  it('reads a long text in time that grows with its length only', () => {
    const nasty = 'credit repor'.repeat(20_000);
    const short = 'credit repor'.repeat(10);

    expect(propose(nasty).proposedCategory).toBe(propose(short).proposedCategory);
  });
});

describe('deciding on codes', () => {
  // CL-10, CL-12, CL-13
  it('begins with the severity of the category, inherited where the second level has none', () => {
    expect(assess(pack, facts({ category: 'PRODUCT_QUALITY.DEFECT' }))).toMatchObject({
      severity: 'MAJOR',
      priority: 'P2',
      unit: 'QA',
    });
    expect(assess(pack, facts({ category: 'PRODUCT_QUALITY.LABELLING' })).severity).toBe('MINOR');
  });

  // CL-11, SL-06
  // IN-25, CL-14, CL-23
  it('looks at kind, complexity and level of fault where a rule names them', () => {
    const content = generalContent();
    const [first] = content.routing;
    const decide = new CompiledPack({
      ...content,
      routing: [
        { id: 'enquiries', when: { kinds: ['ENQUIRY'] }, unit: 'LOG' },
        { id: 'complex', when: { complexities: ['COMPLEX'], faultLevels: ['L3_ORGANISATION'] }, unit: 'FIN' },
        ...content.routing,
      ],
    });
    const unitOf = (changes: Partial<AssessmentFacts>) =>
      assess(decide, facts({ category: 'PRODUCT_QUALITY', ...changes })).unit;

    expect(unitOf({})).toBe(first?.unit);
    expect(unitOf({ kind: 'ENQUIRY' })).toBe('LOG');
    expect(unitOf({ complexity: 'COMPLEX' })).toBe(first?.unit);
    expect(unitOf({ complexity: 'COMPLEX', faultLevel: 'L3_ORGANISATION' })).toBe('FIN');
  });

  it('makes safety critical, immediate, first in line', () => {
    const assessment = assess(pack, facts({ category: 'SERVICE_QUALITY', flags: ['safetyCritical'] }));

    expect(assessment).toEqual({
      kind: 'COMPLAINT',
      category: 'SERVICE_QUALITY',
      severity: 'CRITICAL',
      urgency: 'IMMEDIATE',
      priority: 'P1',
      flags: ['safetyCritical'],
      unit: 'CS',
      appliedRules: [
        'category.proposed',
        'classification.safety-is-critical',
        'priority.CRITICAL.IMMEDIATE',
        'routing.everything-else',
      ],
    });
  });

  it('lets a rule build on what an earlier one found', () => {
    const assessment = assess(pack, facts({ channel: 'REGULATOR' }));

    expect(assessment).toMatchObject({ severity: 'MAJOR', flags: ['legalRisk'], priority: 'P2' });
    expect(assessment.appliedRules).toContain('classification.legal-is-major');
  });

  // CL-01
  it('lifts the priority above the matrix, and says by which rule', () => {
    const quiet = assess(pack, facts());
    const inPublic = assess(pack, facts({ channel: 'SOCIAL_MEDIA' }));

    expect([quiet.priority, inPublic.priority]).toEqual(['P3', 'P2']);
    expect(inPublic.appliedRules).toContain('priority.public-attention');
  });

  // D3
  it('leaves a severity alone that a person decided', () => {
    const assessment = assess(pack, facts({ flags: ['legalRisk'], severity: 'MINOR' }));

    expect(assessment.severity).toBe('MINOR');
  });

  it('treats a category of another pack version as the default one', () => {
    expect(assess(pack, facts({ category: 'SPACE_TRAVEL' }))).toMatchObject({ category: 'OTHER', unit: 'CS' });
  });

  // RT-02
  it('routes by the first rule that holds, also for a second level', () => {
    const units = [
      'PRODUCT_QUALITY.DAMAGE',
      'AFTER_SALES.REPAIR',
      'AFTER_SALES.INSTALLATION',
      'DELIVERY.LATE',
      'PRICE.BILLING',
    ];

    expect(units.map((category) => assess(pack, facts({ category })).unit)).toEqual(['QA', 'QA', 'CS', 'LOG', 'FIN']);
  });

  // CL-09
  it('follows the pack: the same complaint is another matter in the factory', () => {
    const late = facts({ category: 'DELIVERY.LATE', urgency: 'IMMEDIATE' });

    expect(assess(pack, late).severity).toBe('MAJOR');
    expect(assess(manufacturing(), late).severity).toBe('CRITICAL');
  });

  it('takes up a new category with its own words, unit and clock without a line of code', () => {
    const content = generalContent();
    content.version = 2;
    content.categories.push({
      code: 'DRONE',
      labels: { zh: '无人机', en: 'Drones' },
      severity: 'MAJOR',
      keywords: { en: ['drone*'] },
    });
    content.routing.unshift({ id: 'drones', when: { categories: ['DRONE'] }, unit: 'LOG' });
    const next = new CompiledPack(content);

    const { proposedCategory } = proposeClassification(next, { description: 'Two drones fell on my roof' });

    expect(assess(next, facts({ category: proposedCategory }))).toMatchObject({ category: 'DRONE', unit: 'LOG' });
  });

  // RG-04
  it('finds a unit and a priority for everything that can be asked', () => {
    const content = generalContent();
    const any = fc.record({
      category: fc.constantFrom(...content.categories.map((category) => category.code)),
      flags: fc.subarray(['safetyCritical', 'legalRisk', 'reputationRisk', 'vulnerable'] as const),
      urgency: fc.constantFrom('IMMEDIATE' as const, 'TODAY' as const, 'NORMAL' as const, 'LOW' as const),
      channel: fc.constantFrom('EMAIL', 'REGULATOR', 'FORUM'),
      complainantType: fc.constantFrom('CONSUMER', 'GROUP', 'ANONYMOUS'),
      kind: fc.constantFrom('COMPLAINT' as const, 'ENQUIRY' as const, 'SUGGESTION' as const),
    });

    fc.assert(
      fc.property(any, (given) => {
        const assessment = assess(pack, given);

        expect(Object.keys(content.units)).toContain(assessment.unit);
        expect(assessment.flags).toEqual(expect.arrayContaining([...given.flags]));
      }),
    );
  });
});
