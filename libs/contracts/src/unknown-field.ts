const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;

/**
 * Says of a field that no schema knows where it stands. Its name is the sender's own text: what does not look like the name
 * of a field may be anything, a person's name too, and is not repeated.
 * @param parent JSON pointer (RFC 6901) of what holds the field
 */
export function unknownField(
  parent: string,
  name: string,
): { readonly pointer: string; readonly code: 'unknown-field'; readonly detail: string } {
  return FIELD_NAME.test(name)
    ? { pointer: `${parent}/${name}`, code: 'unknown-field', detail: 'is not a known field' }
    : { pointer: parent, code: 'unknown-field', detail: 'holds a field that is not known' };
}
