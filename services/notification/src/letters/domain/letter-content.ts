/** A letter as it is sent; the same for every attempt. */
export interface LetterContent {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
