export { connect, currentUrl, disconnect, db, kysely, migratorDb, poolFor } from './connection.ts';
export { migrate, readMigrations } from './migrate.ts';
export { withScope, withTx, type Scope } from './transaction.ts';
export type { Db, Statement, Tx } from './statement.ts';
export type { DB as Database } from './schema.ts';
