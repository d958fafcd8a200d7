export * from './define-remedy';
export * from './remedy';
export * from './remedy-list';
export {
  MOST_INSTALMENTS,
  plannedInstalmentSchema,
  type PlannedInstalment,
  type RemedyTerm,
  type RemedyTerms,
  type TermFormat,
} from './remedy-term';
