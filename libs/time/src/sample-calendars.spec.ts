import { Calendar } from './calendar';
import type { CalendarDocument } from './calendar-document';

const base: CalendarDocument = {
  id: 'CN',
  labels: { zh: '测试日历', en: 'Test calendar' },
  zone: 'Asia/Shanghai',
  blocks: [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '18:00' },
  ],
  workingWeekdays: [1, 2, 3, 4, 5],
  publishedYears: [2026],
  exceptions: [
    ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map((date) => ({
      date,
      works: false,
      name: '国庆节',
    })),
    { date: '2026-09-20', works: true, name: '国庆节' },
    { date: '2026-10-10', works: true, name: '国庆节' },
  ],
};

/** 09:00-12:00 and 13:30-18:00 in Shanghai, National Day 2026 with its two make-up workdays; 2027 not published. */
export const chinaCalendar = (changes: Partial<CalendarDocument> = {}) => new Calendar({ ...base, ...changes });

export const chinaDocument = base;

/** Shanghai wall-clock time. */
export const shanghai = (local: string) => new Date(`${local}:00+08:00`);
