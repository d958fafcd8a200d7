/** Told of reading that is out of the ordinary, for those who watch the service. */
export abstract class DisclosureAlarm {
  /** A person may reveal no more contacts for a while. */
  abstract revealsLimited(readerId: string, secondsLeft: number): void;
  /** A person has read so many different complaints within an hour that the reason should be asked for. */
  abstract manyComplaints(readerId: string, count: number): void;
}
