export { spend, mayStillSpend } from './spend.ts';
