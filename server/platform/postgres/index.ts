export { findRunningPostgres, startPostgres, type RunningPostgres } from './start-postgres.ts';
export { claimFolder } from './claim-folder.ts';
export { prepareHome, type Home } from './home.ts';
