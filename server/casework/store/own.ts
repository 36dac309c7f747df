import { type Db, db } from '#platform/db';
import { type PublicCase, publicColumns } from './public.ts';

export type OwnCase = PublicCase & { since: Date; ownTitle: string };

/** As anybody may see them: the owner opens one to see all of it. */
export async function selectOwnCases(
	ownerId: string,
	{ before, limit }: { before: Date | undefined; limit: number },
): Promise<OwnCase[]> {
	const { rows } = await db.query<OwnCase>({
		name: 'casework.own-cases',
		text: `select ${publicColumns}, o.since, o.title as "ownTitle" from casework.own_cases($1) o
			join casework.public_case p on p.pemda = o.pemda and p.case_id = o.case_id
			where $2::timestamptz is null or o.since < $2 order by o.since desc limit $3`,
		values: [ownerId, before ?? null, limit],
	});
	return rows;
}

/** Where the owner has this case; undefined when it is not theirs. */
export async function selectOwnRef(
	ownerId: string,
	pemda: string,
	number: string,
): Promise<{ pemda: string; caseId: string } | undefined> {
	const { rows } = await db.query<{ pemda: string; caseId: string }>({
		name: 'casework.own-ref',
		text: `select o.pemda, o.case_id as "caseId" from casework.own_cases($1) o
			join casework.public_case p on p.pemda = o.pemda and p.case_id = o.case_id
			where p.pemda = $2 and p.number = $3`,
		values: [ownerId, pemda, number],
	});
	return rows[0];
}

export async function insertOwn(
	on: Db,
	{ pemda, caseId, ownerId, at }: { pemda: string; caseId: string; ownerId: string; at: Date },
): Promise<void> {
	await on.query({
		name: 'casework.own',
		text: 'insert into casework.own (pemda, case_id, owner_id, since) values ($1, $2, $3, $4) on conflict do nothing',
		values: [pemda, caseId, ownerId, at],
	});
}

export type Look = {
	pemda: string;
	caseId: string;
	number: string;
	accountId: string;
	/** As it was then; null where only the trail has the look. */
	accountName: string | null;
	act: string;
	officePemda: string | null;
	officeId: string | null;
	looks: number;
	firstAt: Date;
	lastAt: Date;
};

export async function selectOwnLooks(ownerId: string): Promise<Look[]> {
	const { rows } = await db.query<Look>({
		name: 'casework.own-looks',
		text: `select l.pemda, l.case_id as "caseId", p.number, l.account_id as "accountId", l.account_name as "accountName", l.act, l.office_pemda as "officePemda",
				l.office_id as "officeId", l.looks, l.first_at as "firstAt", l.last_at as "lastAt"
			from casework.own_looks($1) l join casework.public_case p on p.pemda = l.pemda and p.case_id = l.case_id
			order by l.last_at desc`,
		values: [ownerId],
	});
	return rows;
}
