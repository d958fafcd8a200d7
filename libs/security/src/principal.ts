/** Whose token it is: a person, or a program with client credentials. */
export type PrincipalKind = 'STAFF' | 'CLIENT';

/** What a verified access token proves. Roles and units are not among it: they come from the {@link Directory}. */
export interface Principal {
  /** `staff:<name>` or `client:<id>`. */
  readonly sub: string;
  readonly clientId: string;
  readonly kind: PrincipalKind;
  /** OAuth scopes, needed only by operations that no person does (`clock:drive`). */
  readonly scopes: readonly string[];
}
