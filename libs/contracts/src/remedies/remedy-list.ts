import { apology } from './apology';
import { apologyLetter } from './apology-letter';
import { compensationContract } from './compensation-contract';
import { compensationLegal } from './compensation-legal';
import { correctionOfRecord } from './correction-of-record';
import { explanation } from './explanation';
import { feeWaiver } from './fee-waiver';
import { goodwillPayment } from './goodwill-payment';
import { homeVisit } from './home-visit';
import { makeUpGoods } from './make-up-goods';
import { noRemedy } from './none';
import { partialRefund } from './partial-refund';
import { processChange } from './process-change';
import { publicNotice } from './public-notice';
import { recall } from './recall';
import { refund } from './refund';
import { repair } from './repair';
import { replacement } from './replacement';
import { returnOfGoods } from './return';
import { serviceUpgrade } from './service-upgrade';
import { voucher } from './voucher';

/** Every remedy that a plan can hold (RM-01 to RM-05). A test compares it with the folder. */
export const DECLARED_REMEDIES = [
  explanation,
  apology,
  apologyLetter,
  refund,
  partialRefund,
  replacement,
  repair,
  makeUpGoods,
  returnOfGoods,
  compensationLegal,
  compensationContract,
  goodwillPayment,
  voucher,
  serviceUpgrade,
  feeWaiver,
  correctionOfRecord,
  homeVisit,
  publicNotice,
  processChange,
  recall,
  noRemedy,
] as const;
