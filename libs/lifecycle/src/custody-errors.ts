import type { ComplaintState, ServiceName } from '@redress/contracts';

/** The service has not heard of the complaint (HTTP 404). */
export class UnknownComplaint extends Error {
  constructor(readonly complaintId: string) {
    super(`Complaint ${complaintId} is not known here`);
    this.name = 'UnknownComplaint';
  }
}

/** Another service holds the complaint, so this one may not move it (HTTP 409 `not-holder`). */
export class NotHolder extends Error {
  constructor(
    readonly complaintId: string,
    readonly holder: ServiceName,
    readonly state: ComplaintState,
  ) {
    super(`Complaint ${complaintId} is held by ${holder} in state ${state}`);
    this.name = 'NotHolder';
  }
}

/** The command names what this service has not heard of yet (HTTP 409 `not-caught-up`). */
export class NotCaughtUp extends Error {
  /** @param what kind of thing, e.g. `contact` */
  constructor(readonly what: string) {
    super(`This service has not heard yet of the ${what} that the command names`);
    this.name = 'NotCaughtUp';
  }
}

/** The custody table does not allow the move from the present state (HTTP 409 `blocked`). */
export class IllegalMove extends Error {
  constructor(
    readonly complaintId: string,
    readonly transition: string,
    readonly from: ComplaintState,
    readonly to: ComplaintState,
  ) {
    super(`${transition} does not lead complaint ${complaintId} from ${from} to ${to}`);
    this.name = 'IllegalMove';
  }
}
