export { addWorkingDays } from './add-working-days.ts';
export { type Calendar, isWorkingDay } from './calendar.ts';
export { dayOf, endOf, endOfDay, nextDay, startOf } from './day.ts';
export { dueWithPauses, type Pause } from './due-with-pauses.ts';
export { workingDaysBetween } from './working-days-between.ts';
