/** One SQL statement. With a name it is prepared once per connection and then only bound and executed. */
export type Statement = { name?: string; text: string; values?: unknown[] };

/** Anything that runs statements: the pool, or a transaction. */
export type Db = {
	query<Row>(statement: Statement): Promise<{ rows: Row[]; rowCount: number | null }>;
};

/** A `Db` whose statements commit or fail together. */
export type Tx = Db & { readonly inTransaction: true };
