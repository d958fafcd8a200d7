import { DISCLOSES, impliedPurpose } from '@redress/contracts';
import { openApiDocuments } from './access-matrix';
import { rightsOf } from './access-page';
import { productFiles, textOf } from './product-files';

/** Where something sealed is opened and no member of staff sees it; those who add a file here answer for that. */
const UNSEEN: Readonly<Record<string, string>> = {
  'services/intake/src/complaint/register-complaint/register-complaints.handler.ts': 'is it the same submission',
  'services/intake/src/complaint/track-complaint/find-by-tracking-code.ts': 'does the code fit',
  'services/intake/src/attachment/add-attachment/add-attachment.handler.ts': 'the key seals a file',
  'services/intake/src/linked-case/linked-cases.ts': 'the words and the person go into the new case',
  'services/intake/src/contact-log/log-contact/log-contact.handler.ts': 'the number that was dialled',
  'services/intake/src/draft/draft-desk.ts': 'the words go into the dossier',
  'services/intake/src/mailbox/portal-mailbox.controller.ts': 'the mailbox, for its complainant',
  'services/investigation/src/answer-questions/answer-questions.handler.ts': 'the questions, for their complainant',
  'services/investigation/src/investigation-case/investigation-dossiers.ts': 'what stays of the dossier',
  'services/investigation/src/investigation-case/provide-info/record-reply.ts': 'the questions go into the statement',
  'services/investigation/src/investigation-case/add-evidence/add-evidence.handler.ts': 'the key seals a file',
  'services/resolution/src/resolution-case/execute-remedy/execute-remedy.handler.ts': 'the key seals a file',
  'services/resolution/src/resolution-case/offer-contents.ts': 'the words of the offer, for its complainant',
  'services/resolution/src/resolution-case/complainants.ts': 'is there a complainant',
  'services/resolution/src/resolution-case/note-answered.ts': 'whether it was answered goes into the dossier',
  'services/resolution/src/resolution-case/put-offer.ts': 'the words go into the dossier',
  'services/resolution/src/answer-offer/answer-offer.handler.ts': 'the page of the offer, for its complainant',
  'services/resolution/src/record-answer/record-answer.handler.ts':
    'the text that was read out, for its hash, and the code, to be compared',
  'services/resolution/src/external-dispute/record-award/record-award.handler.ts': 'the words of the next version',
  'services/resolution/src/external-dispute/give-notice/give-notice.handler.ts': 'does the code fit',
  'services/resolution/src/internal-review/ask-for-review/ask-for-review.handler.ts': 'does the code fit',
  'services/routing/src/complaint-file/decline/decline.handler.ts': 'the words go into the dossier',
  'services/routing/src/complaint-file/move-due-time/approve-extension.handler.ts': 'the day that was proposed',
  'services/routing/src/complaint-file/own-dossier.ts': 'the words of the next version',
  'services/notification/src/letters/dispatch-letters/prepare-letter.ts': 'the letter to the complainant',
  'services/notification/src/mailbox/mailbox.ts': 'the letters of a complainant, for that complainant',
};

// D10, PR-01
describe('reads that open personal data', () => {
  it('are declared by the endpoints that the table lists, for what it says, and by no other', () => {
    const declared = rightsOf(openApiDocuments()).flatMap(({ service, endpoint, operation, discloses }) =>
      discloses ? [[`${endpoint.includes('/v1/disclosures/') ? 'disclosures' : service} ${operation}`, discloses]] : [],
    );
    const listed = Object.entries(DISCLOSES).flatMap(([service, operations]) =>
      Object.entries(operations).map(([operation, disclosed]) => [`${service} ${operation}`, disclosed]),
    );

    expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(listed));
  });

  it('go past the record only where no member of staff sees what was opened', () => {
    const unseen = productFiles('services')
      .filter((path) => path.endsWith('.ts') && /\b(?:FOR_WORK|TO_COMPLAINANT)\b/.test(textOf(path)))
      .toSorted();

    expect(unseen).toEqual(Object.keys(UNSEEN).toSorted());
  });

  it('are work on the case, but oversight by those who do nothing else', () => {
    expect(impliedPurpose('CASE_WORK', ['CASE_LEAD'])).toBe('CASE_WORK');
    expect(impliedPurpose('CASE_WORK', ['QA_AUDITOR', 'PRIVACY_OFFICER'])).toBe('OVERSIGHT');
    expect(impliedPurpose('CASE_WORK', ['QA_AUDITOR', 'CASE_LEAD'])).toBe('CASE_WORK');
    expect(impliedPurpose('OVERSIGHT', ['CASE_LEAD'])).toBe('OVERSIGHT');
    expect(impliedPurpose('STATED', ['CASE_LEAD'])).toBeUndefined();
  });
});
