export { readTopics } from './broker/read-topics';
export { withAdmin } from './broker/with-admin';
export {
  type Answer,
  type Call,
  type ClientOptions,
  type Exchange,
  type Method,
  RedressClient,
  Refused,
  type Target,
} from './http/redress-client';
export { encodeUpload, type Upload, UPLOAD_TYPE } from './http/upload';
export {
  ACCEPTANCE,
  type AssignmentView,
  CaseWork,
  DISPATCHER,
  type Door,
  isOutOfStep,
  OFFER,
  OFFICER,
  type Registered,
  SUBMITTER,
} from './people/case-work';
export { BEHIND_A_PROXY, ConnectedWorkplace, type ConnectedWorkplaceOptions } from './people/connected-workplace';
export { type Course, EVERY_ROAD, type LifeMix, type LifePlan, live, nextLife, USUAL_MIX } from './people/life';
export { RegistrationWatch } from './people/registration-watch';
export { TokenRing } from './people/token-ring';
export { WORDS, type Words } from './people/words';
export type { Letter, Registration, SubmissionRecord, Workplace } from './people/workplace';
export { aSubmission, type Submission } from './submissions/a-submission';
export { type SigningSource, SubmissionPublisher, toMessage } from './submissions/submission-publisher';
export { type ComplaintText, readComplaintTexts } from './submissions/complaint-texts';
export { submissions } from './submissions/submissions';
