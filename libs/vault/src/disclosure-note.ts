import { sealedColumn } from './sealed-place';

/** Where the words lie with which a reader said what personal data are needed for. */
export const disclosureNote = sealedColumn('disclosure.note');
