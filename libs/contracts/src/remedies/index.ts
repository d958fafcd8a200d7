export * from './define-remedy';
export * from './remedy';
export * from './remedy-list';
export type { RemedyTerm, RemedyTerms, TermFormat } from './remedy-term';
