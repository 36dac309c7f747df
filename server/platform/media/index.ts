export { looksAlikeWithin } from './look.ts';
