export { Refusal, type RefusalKind } from './refusal.ts';
