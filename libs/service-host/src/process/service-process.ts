import type { ServiceDefinition } from '../service-definition';

/** The process that a service runs in, as its modules see it. */
export abstract class ServiceProcess {
  abstract readonly definition: ServiceDefinition;
  /** Whether spans are recorded. */
  abstract readonly isTraced: boolean;

  /** Ends the process, to be started again. */
  abstract fatal(reason: Error): void;

  /**
   * Has the host end what a module opened: after all modules have ended, the last one opened first, and also when the start
   * fails later on. Nest ends global modules in no order that imports could set.
   */
  abstract atEnd(end: () => Promise<unknown>): void;
}
