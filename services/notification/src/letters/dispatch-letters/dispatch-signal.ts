import { WakeSignal } from '@redress/service-host/wake-signal';

/** Says in this process that a letter may be ready to send. */
export class DispatchSignal extends WakeSignal {}
