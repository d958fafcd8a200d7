import { WakeSignal } from '@redress/service-host/wake-signal';

/** Says in this process that complaints have changed, so that their snapshots are published once they rest. */
export class SnapshotSignal extends WakeSignal {}
