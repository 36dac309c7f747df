import { type Db, db, type Tx } from '#platform/db';
import type { Acting } from '../actor.ts';

export type ImportRow = {
	line: number;
	name: string;
	email: string;
	postId: string | null;
	/** As the list says it: post, office. */
	postWords: string;
	acting: Acting | null;
	from: string;
	to: string | null;
	plan: 'new-account' | 'give-post' | 'nothing' | 'wrong';
	/** Column → message. */
	wrong: Record<string, string>;
	doneAt: Date | null;
	result: ImportRow['plan'] | null;
	accountId: string | null;
};

export type Import = {
	pemda: string;
	id: string;
	fileName: string;
	madeAt: Date;
	startedAt: Date | null;
	startedBy: string | null;
	endedAt: Date | null;
	outcome: 'done' | 'stopped' | null;
	listedAt: Date | null;
};

export type KnownAccount = {
	suspended: boolean;
	held: { postId: string; from: string; to: string | null }[];
};

/** The accounts there are of these addresses, with the posts they hold or will in a government. */
export async function selectKnown(pemda: string, emails: string[]): Promise<Map<string, KnownAccount>> {
	const { rows } = await db.query<KnownAccount & { email: string }>({
		name: 'identity.known-accounts',
		text: `select lower(a.email) as email, a.suspended_at is not null as suspended,
				coalesce((select json_agg(json_build_object('postId', h.post_id, 'from', h.held_from, 'to', h.held_to))
					from identity.holding h where h.account_id = a.id and h.pemda = $1
						and coalesce(h.held_to, 'infinity') >= h.held_from), '[]') as held
			from identity.account a where lower(a.email) = any ($2)`,
		values: [pemda, emails],
	});
	return new Map(rows.map(({ email, ...account }) => [email, account]));
}

const importColumns = `pemda, id, file_name as "fileName", made_at as "madeAt", started_at as "startedAt",
	started_by as "startedBy", ended_at as "endedAt", outcome, listed_at as "listedAt"`;

export type NewImport = { pemda: string; id: string; fileName: string; sha256: Buffer; at: Date; by: string };

export async function insertImport(
	tx: Tx,
	made: NewImport,
	rows: Omit<ImportRow, 'doneAt' | 'result' | 'accountId'>[],
): Promise<void> {
	await tx.query({
		name: 'identity.add-import',
		text: `insert into identity.import (pemda, id, file_name, sha256, made_at, made_by) values ($1, $2, $3, $4, $5, $6)`,
		values: [made.pemda, made.id, made.fileName, made.sha256, made.at, made.by],
	});
	await tx.query({
		name: 'identity.add-import-rows',
		text: `insert into identity.import_row (pemda, import_id, line, name, email, post_id, post_words, acting, day_from, day_to, plan, wrong)
			select $1, $2, r."line", r."name", r."email", r."postId", r."postWords", r."acting", r."from", r."to", r."plan", r."wrong"
			from jsonb_to_recordset($3::jsonb) as r("line" int, "name" text, "email" text, "postId" uuid, "postWords" text,
				"acting" text, "from" text, "to" text, "plan" text, "wrong" jsonb)`,
		values: [made.pemda, made.id, JSON.stringify(rows)],
	});
}

/** The same list that was begun already, or looked through since a moment: a second tap, not a second list. */
export async function selectSame(
	tx: Tx,
	pemda: string,
	sha256: Buffer,
	since: Date,
): Promise<{ id: string; startedAt: Date | null } | undefined> {
	const { rows } = await tx.query<{ id: string; startedAt: Date | null }>({
		name: 'identity.same-import',
		text: `select id, started_at as "startedAt" from identity.import
			where pemda = $1 and sha256 = $2 and (made_at > $3 or (started_at is not null and ended_at is null))
			order by made_at desc limit 1`,
		values: [pemda, sha256, since],
	});
	return rows[0];
}

export async function selectImport(tx: Tx, pemda: string, id: string): Promise<Import | undefined> {
	const { rows } = await tx.query<Import>({
		name: 'identity.import',
		text: `select ${importColumns} from identity.import where pemda = $1 and id = $2`,
		values: [pemda, id],
	});
	return rows[0];
}

export async function selectImports(tx: Tx, pemda: string): Promise<Import[]> {
	const { rows } = await tx.query<Import>({
		name: 'identity.imports',
		text: `select ${importColumns} from identity.import where pemda = $1 order by made_at desc limit 20`,
		values: [pemda],
	});
	return rows;
}

export type ImportCounts = Record<ImportRow['plan'], number> & { done: number; passwords: number };

export async function countRows(tx: Tx, pemda: string, id: string): Promise<ImportCounts> {
	const { rows } = await tx.query<ImportCounts>({
		name: 'identity.count-import',
		text: `select count(*) filter (where plan = 'new-account')::int as "new-account",
				count(*) filter (where plan = 'give-post')::int as "give-post",
				count(*) filter (where plan = 'nothing')::int as nothing,
				count(*) filter (where plan = 'wrong')::int as wrong,
				count(*) filter (where done_at is not null)::int as done,
				count(password)::int as passwords
			from identity.import_row where pemda = $1 and import_id = $2`,
		values: [pemda, id],
	});
	return rows[0] ?? { 'new-account': 0, 'give-post': 0, nothing: 0, wrong: 0, done: 0, passwords: 0 };
}

/** Lines of one plan, or with null of all, after a line; in the order of the file. */
export async function selectRows(
	tx: Tx,
	pemda: string,
	id: string,
	{ plan, after, limit }: { plan: string | null; after: number; limit: number },
): Promise<ImportRow[]> {
	const { rows } = await tx.query<ImportRow>({
		name: 'identity.import-rows',
		text: `select line, name, email, post_id as "postId", post_words as "postWords", acting, day_from as "from", day_to as "to",
				plan, wrong, done_at as "doneAt", result, account_id as "accountId"
			from identity.import_row
			where pemda = $1 and import_id = $2 and ($3::text is null or plan = $3) and line > $4 order by line limit $5`,
		values: [pemda, id, plan, after, limit],
	});
	return rows;
}

/** True for the one of several taps that starts it. */
export async function updateStarted(
	tx: Tx,
	pemda: string,
	id: string,
	by: string,
	at: Date,
): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.start-import',
		text: `update identity.import set started_at = $4, started_by = $3
			where pemda = $1 and id = $2 and started_at is null`,
		values: [pemda, id, by, at],
	});
	return rowCount === 1;
}

/** The next lines that wait, locked against another worker. */
export async function lockWaiting(tx: Tx, pemda: string, id: string, limit: number): Promise<ImportRow[]> {
	const { rows } = await tx.query<ImportRow>({
		name: 'identity.import-waiting',
		text: `select line, name, email, post_id as "postId", post_words as "postWords", acting, day_from as "from", day_to as "to",
				plan, wrong, done_at as "doneAt", result, account_id as "accountId"
			from identity.import_row
			where pemda = $1 and import_id = $2 and done_at is null and plan in ('new-account', 'give-post')
			order by line limit $3 for update skip locked`,
		values: [pemda, id, limit],
	});
	return rows;
}

export async function updateRow(
	tx: Tx,
	pemda: string,
	id: string,
	row: Pick<ImportRow, 'line' | 'result' | 'accountId'> & { at: Date; password: string | null },
): Promise<void> {
	await tx.query({
		name: 'identity.import-row-done',
		text: `update identity.import_row set done_at = $4, result = $5, account_id = $6, password = $7
			where pemda = $1 and import_id = $2 and line = $3`,
		values: [pemda, id, row.line, row.at, row.result, row.accountId, row.password],
	});
}

export async function updateEnded(
	tx: Tx,
	pemda: string,
	id: string,
	outcome: 'done' | 'stopped',
	at: Date,
): Promise<void> {
	await tx.query({
		name: 'identity.end-import',
		text: `update identity.import set ended_at = $4, outcome = $3 where pemda = $1 and id = $2 and ended_at is null`,
		values: [pemda, id, outcome, at],
	});
}

export type SealedLine = { name: string; email: string; password: string };

/** Hands the sealed first passwords out once; after this they are nowhere. */
export async function takeSealed(tx: Tx, pemda: string, id: string, at: Date): Promise<SealedLine[]> {
	const { rows } = await tx.query<SealedLine & { line: number }>({
		name: 'identity.take-sealed',
		text: `select r.line, r.name, r.email, r.password from identity.import_row r
			where r.pemda = $1 and r.import_id = $2 and r.password is not null order by r.line for update`,
		values: [pemda, id],
	});
	await tx.query({
		name: 'identity.list-import',
		text: `with gone as (update identity.import_row set password = null
				where pemda = $1 and import_id = $2 and password is not null)
			update identity.import set listed_at = $3 where pemda = $1 and id = $2`,
		values: [pemda, id, at],
	});
	return rows;
}

/** First passwords nobody fetched, once they open nothing any more. */
export async function forgetSealed(owner: Db, before: Date): Promise<void> {
	await owner.query({
		text: 'update identity.import_row set password = null where password is not null and done_at < $1',
		values: [before],
	});
}

/** What a process that carries out a list still needs to be sure of. */
export async function selectStanding(
	accountId: string,
	pemda: string,
	day: string,
): Promise<{ suspended: boolean; isOperator: boolean; postIds: string[] } | undefined> {
	const { rows } = await db.query<{ suspended: boolean; isOperator: boolean; postIds: string[] }>({
		name: 'identity.standing',
		text: `select a.suspended_at is not null as suspended, a.is_operator as "isOperator",
				coalesce((select array_agg(h.post_id::text) from identity.holding h where h.account_id = a.id and h.pemda = $2
					and h.held_from <= $3::date and (h.held_to is null or h.held_to >= $3::date)), '{}') as "postIds"
			from identity.account a where a.id = $1`,
		values: [accountId, pemda, day],
	});
	return rows[0];
}
