import type { Tx } from '#platform/db';
import type { RequirementRef } from '../plan/read-plan.ts';
import type { EvidenceFile } from './evidence.ts';

/** As it was typed: days may be none, the note too short. */
export type Draft = {
	note: string;
	coversFrom: string;
	coversTo: string;
	mayPublish: boolean;
	again: boolean;
	live: string;
	files: EvidenceFile[];
	at: Date;
};

export async function selectDraft(
	tx: Tx,
	{ pemda, year, requirement }: RequirementRef,
	account: string,
	{ hold = false } = {},
): Promise<Draft | undefined> {
	const { rows } = await tx.query<Draft>({
		text: `select note, covers_from as "coversFrom", covers_to as "coversTo", may_publish as "mayPublish", again, live, files, at
			from renaksi.draft where pemda = $1 and year = $2 and requirement = $3 and account_id = $4 ${hold ? 'for update' : ''}`,
		values: [pemda, year, requirement, account],
	});
	return rows[0];
}

export async function saveDraft(tx: Tx, account: string, one: RequirementRef & Draft): Promise<void> {
	await tx.query({
		text: `insert into renaksi.draft (pemda, year, requirement, account_id, note, covers_from, covers_to, may_publish, again, live, files, at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
			on conflict (pemda, year, requirement, account_id) do update set note = excluded.note, covers_from = excluded.covers_from,
				covers_to = excluded.covers_to, may_publish = excluded.may_publish, again = excluded.again, live = excluded.live,
				files = excluded.files, at = excluded.at`,
		values: [
			...[one.pemda, one.year, one.requirement, account, one.note, one.coversFrom, one.coversTo],
			...[one.mayPublish, one.again, one.live, JSON.stringify(one.files), one.at],
		],
	});
}

export async function deleteDraft(
	tx: Tx,
	{ pemda, year, requirement }: RequirementRef,
	account: string,
): Promise<void> {
	await tx.query({
		text: 'delete from renaksi.draft where pemda = $1 and year = $2 and requirement = $3 and account_id = $4',
		values: [pemda, year, requirement, account],
	});
}

/** Drafts nobody touched since; their files go with the sweep. */
export async function deleteUntouched(tx: Tx, before: Date): Promise<void> {
	await tx.query({ text: 'delete from renaksi.draft where at < $1', values: [before] });
}

/** Every stored file that a draft keeps. */
export const keptFiles = `select f->>'sha256' from renaksi.draft, jsonb_array_elements(files) f where f->>'sha256' is not null`;
