import { USUAL_KIND, type ComplaintSubmission } from '@redress/contracts';
import { isForKind, type CompiledPack } from './compiled-pack';
import { REGISTRATION_FIELDS, type PolicyPack, type RegistrationField } from './policy-pack';

/** A field that the form asks for and the submission lacks. */
export interface MissingField {
  readonly field: RegistrationField;
  /** JSON pointer into the submission. */
  readonly pointer: string;
}

/** What a submission lacks of the pack's form (RG-07, RG-08, RG-21). */
export interface FormGaps {
  /** Must be given before the complaint can be registered. */
  readonly required: readonly MissingField[];
  /** Should be given; the complaint is registered and flagged `incomplete`. */
  readonly expected: readonly MissingField[];
}

/** Compares a submission with the registration form of its pack. `contact` is an e-mail address or a phone number. */
export function registrationGaps(pack: CompiledPack, submission: ComplaintSubmission): FormGaps {
  const { required, expected = [] } = pack.content.registration;
  const lacking = (fields: PolicyPack['registration']['required']) =>
    fields
      .filter(({ field, unlessComplainant, kinds }) => {
        return (
          isForKind(kinds, submission.kind ?? USUAL_KIND) &&
          !unlessComplainant?.includes(submission.complainant.type) &&
          !isGiven(field, submission)
        );
      })
      .map(({ field }) => ({ field, pointer: REGISTRATION_FIELDS[field] }));
  return { required: lacking(required), expected: lacking(expected) };
}

function isGiven(field: RegistrationField, submission: ComplaintSubmission): boolean {
  const { complainant, product } = submission;
  switch (field) {
    case 'contact':
      return complainant.email !== undefined || complainant.phone !== undefined;
    case 'name':
      return complainant.name !== undefined;
    case 'productRef':
      return product !== undefined;
    case 'batchNo':
      return product?.batchNo !== undefined;
    default:
      return submission[field] !== undefined;
  }
}
