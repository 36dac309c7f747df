export { checkFramework, type Fault } from './check-framework.ts';
export type { Framework } from './framework.ts';
export { listPublished, type Result } from './published.ts';
