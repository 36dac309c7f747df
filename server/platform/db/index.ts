export { connect, currentUrl, db, disconnect, migratorDb, poolFor } from './connection.ts';
export { findLoadedHash, keepLoadedHash } from './loaded.ts';
export { migrate, readMigrations } from './migrate.ts';
export type { Database } from './schema.ts';
export type { Db, Statement, Tx } from './statement.ts';
export { type Scope, withScope, withTx } from './transaction.ts';
export { writeTogether } from './write-together.ts';
