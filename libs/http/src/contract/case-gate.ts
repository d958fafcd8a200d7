import type { CaseOperation } from '@redress/access';
import type { Caller } from '@redress/commands';

/** Judges who may do what with the complaint in the path, before anything else of a request is looked at. */
export abstract class CaseGate {
  /**
   * @throws NotFound when the complaint is not the caller's to see
   * @throws AccessDenied when they see it but may not do this
   */
  abstract admit(complaintId: string, caller: Caller, operation: CaseOperation): Promise<void>;
}
