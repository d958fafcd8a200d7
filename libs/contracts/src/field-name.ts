/**
 * What the name of a field of ours looks like. What else stands in the place of one is the sender's own text, may be
 * anything, a person's name too, and is not repeated in answers.
 */
export const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;
