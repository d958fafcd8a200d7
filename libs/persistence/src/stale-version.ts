/** Another caller changed the row since the caller read it (HTTP 412). */
export class StaleVersion extends Error {
  /**
   * @param entity what was to be changed, e.g. `plan`
   * @param currentVersion the version that stands now
   */
  constructor(
    readonly entity: string,
    readonly currentVersion: number,
  ) {
    super(`The ${entity} has been changed meanwhile; its version is now ${currentVersion}`);
    this.name = 'StaleVersion';
  }
}
