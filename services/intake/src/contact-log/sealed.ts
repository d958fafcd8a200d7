import { sealedColumn } from '@redress/vault';

export const noteOf = sealedColumn('complaint_contact.note');
export const recordingOf = sealedColumn('complaint_contact.recording');
export const dialledOf = sealedColumn('complaint_contact.dialled');
