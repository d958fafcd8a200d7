/** How an attempt to send a letter ended. */
export type SendResult =
  | { readonly kind: 'TAKEN' }
  /** Refused for good: another attempt would end the same way. */
  | { readonly kind: 'REFUSED'; readonly code: string }
  /** Not taken now; `isUncertain` when the connection was lost so late that it may have been. */
  | { readonly kind: 'LATER'; readonly code: string; readonly isUncertain: boolean };
