import { NoteExpectedTime } from './letters/request-letters/note-expected-time.consumer';
import { OpenCorrespondence } from './letters/request-letters/open-correspondence.consumer';
import {
  RequestClosureLetters,
  RequestOfferLetters,
  RequestRefusalLetters,
  RequestGrantLetters,
} from './letters/request-letters/request-letters.consumer';

/** Everything that notification reacts to, besides what the host keeps for every service. */
export const subscriptions = [
  OpenCorrespondence,
  NoteExpectedTime,
  RequestOfferLetters,
  RequestClosureLetters,
  RequestGrantLetters,
  RequestRefusalLetters,
];
