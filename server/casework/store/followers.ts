import { type Db, db, type Tx } from '#platform/db';

export type Follower = { pemda: string; caseId: string; email: string; lang: 'id' | 'en' };

export async function insertFollower(tx: Tx, follower: Follower & { hash: Buffer; at: Date }): Promise<void> {
	await tx.query({
		name: 'casework.follow',
		text: 'select casework.add_follower($1, $2, $3, $4, $5, $6)',
		values: [follower.pemda, follower.caseId, follower.email, follower.lang, follower.hash, follower.at],
	});
}

/** The number of the followed case; null when there is no such link. */
export async function answerFollow(hash: Buffer, answer: 'confirm' | 'end'): Promise<string | null> {
	const { rows } = await db.query<{ number: string | null }>({
		name: 'casework.answer-follow',
		text: 'select casework.answer_follow($1, $2) as number',
		values: [hash, answer],
	});
	return rows[0]?.number ?? null;
}

/** Addresses that never answered the question asked before this moment are forgotten. */
export async function deleteUnconfirmed(on: Db, before: Date): Promise<void> {
	await on.query({
		text: 'delete from casework.follower where confirmed_at is null and since < $1',
		values: [before],
	});
}
