export {
  Disclosure,
  FOR_WORK,
  noteOpened,
  TO_COMPLAINANT,
  type DisclosureReader,
  type Opened,
  type Reading,
  type StatedPurpose,
} from './disclosure';
export { DisclosureAlarm } from './disclosure-alarm';
export {
  DisclosureLog,
  type DisclosureFilter,
  type DisclosureLogOptions,
  type LoggedDisclosure,
} from './disclosure-log';
export { disclosureMigrations } from './disclosure.migration';
