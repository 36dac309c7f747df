import type pg from 'pg';
import { poolFor, run } from './connection.ts';
import type { Tx } from './statement.ts';

/**
 * Whose rows a transaction may see: the second wall behind each room's `policy.ts`.
 * `pemda` governments whole, `offices` single offices, `cases` single cases (a person with the code of a receipt),
 * `opened` cases that were opened for the reader for a while: the transaction can then only read,
 * `account` what is known about one person,
 * `houses` governments whose own papers are at hand (lists of officers, proposals, apps, ready answers): nothing of cases,
 * `reads` governments to read and no more, `all` everything, to read, `system` everything, for the platform's own acts.
 * Where there is nothing but `reads` or `all`, as for an overseer, the transaction can only read.
 */
export type Scope = {
	pemda?: string[];
	offices?: string[];
	cases?: string[];
	opened?: string[];
	account?: string;
	houses?: string[];
	reads?: string[];
	all?: boolean;
	system?: boolean;
};

/** Runs `fn` in one transaction without a scope. It commits when `fn` returns, and leaves nothing when it throws. */
export function withTx<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
	return inTransaction('begin', fn);
}

/** The same inside a scope, set in the round trip that begins the transaction. */
export function withScope<T>(scope: Scope, fn: (tx: Tx) => Promise<T>): Promise<T> {
	return inTransaction(beginWith(scope), fn);
}

async function inTransaction<T>(begin: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
	const client = await poolFor('app').connect();
	let broken: Error | undefined;
	try {
		await client.query(begin);
		const result = await fn(transactionOn(client));
		await client.query('commit');
		return result;
	} catch (error) {
		await client.query('rollback').catch((lost: Error) => {
			broken = lost;
		});
		throw error;
	} finally {
		client.release(broken);
	}
}

function transactionOn(client: pg.PoolClient): Tx {
	return { inTransaction: true, query: (statement) => run(client, statement) };
}

const code = /^[0-9.]{2,13}$/;
const uuid = /^[0-9a-f-]{36}$/;

function beginWith(scope: Scope): string {
	const settings = [
		list('ssp.pemda', scope.pemda, code),
		list('ssp.offices', scope.offices, uuid),
		list('ssp.cases', scope.cases, uuid),
		list('ssp.opened', scope.opened, uuid),
		list('ssp.houses', scope.houses, code),
		list('ssp.reads', scope.reads, code),
		account(scope.account),
		scope.all ? `set local ssp."all" = 'on'` : '',
		scope.system ? "set local ssp.system = 'on'" : '',
		isOnlyToRead(scope) ? 'set transaction read only' : '',
	];
	return ['begin', ...settings.filter(Boolean)].join(';');
}

function isOnlyToRead({ opened, all, reads, pemda, offices, cases, system }: Scope): boolean {
	if (opened?.length) return true;
	const oversees = all === true || (reads?.length ?? 0) > 0;
	return oversees && !pemda?.length && !offices?.length && !cases?.length && !system;
}

function account(id: string | undefined): string {
	if (id === undefined) return '';
	if (!uuid.test(id)) throw new Error('Not an account');
	return `set local ssp.account = '${id}'`;
}

/** Values are written into SQL text here and above only: each must have the exact form of a code or an id. */
function list(setting: string, values: string[] | undefined, form: RegExp): string {
	if (!values?.length) return '';
	for (const value of values) if (!form.test(value)) throw new Error(`Not a value of ${setting}`);
	return `set local ${setting} = '{${values.join(',')}}'`;
}
