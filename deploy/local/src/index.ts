export { demoDirectoryFile, type DirectoryFile, type DirectoryMember, readDirectoryFile } from './directory-file';
export {
  type CaughtLetter,
  MailCatcher,
  type MailCatcherOptions,
  type MailFault,
  type MailStatistics,
} from './mail-catcher/mail-catcher';
export { obtainClientToken, obtainToken, type ObtainedToken } from './openid-provider/obtain-token';
export {
  AUDIENCE,
  CLIENT_SCOPES,
  CONSOLE_CLIENT,
  OpenIdProvider,
  type OpenIdProviderOptions,
  RESOURCE,
} from './openid-provider/openid-provider';
export { localSecrets, type LocalSecrets } from './secrets-file';
export { launch, type LaunchOptions, type Platform } from './launch';
export { describeEndpoints, type Endpoints } from './launcher/endpoints';
export type { LaunchEvent, LaunchReporter } from './launcher/launch-events';
export { SAMPLE_SOURCE, SAMPLE_SUBMISSION } from './launcher/sample-submission';
export { ServiceProcess } from './launcher/service-process';
export { terminalView } from './launcher/terminal-view';
export { SmsCatcher, type CaughtMessage, type MessageReceipt, type SmsFault } from './sms-catcher/sms-catcher';
