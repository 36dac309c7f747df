export { claimFolder, isClaimed, takeTurns } from './claim-folder.ts';
export { type Home, prepareHome } from './home.ts';
export { checkMajor, major } from './initialise.ts';
export { findRunningPostgres, holdsData, type RunningPostgres, startPostgres } from './start-postgres.ts';
