export { BusinessClock, DrivenClock, FixedClock, RealClock } from './business-clock';
export { Calendar } from './calendar';
export { CalendarDocument } from './calendar-document';
export { CalendarRegistry, UnknownCalendar } from './calendar-registry';
export { KnownUntil } from './known-until';
export { addLimit, Limit, meterFor, type Meter } from './limit';
export { computeClock, type ClockInput, type ClockReading, type ClockSegment } from './sla-clock';
