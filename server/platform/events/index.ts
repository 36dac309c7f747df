export { announce, listeners, on } from './events.ts';
