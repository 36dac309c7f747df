export { giveBack, mayStillSpend, spend } from './spend.ts';
