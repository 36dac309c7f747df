import type { Tx } from '#platform/db';
import type { Privacy, Status } from '../case.ts';

export type HeldCase = {
	pemda: string;
	caseId: string;
	number: string;
	status: Status;
	privacy: Privacy;
	disputes: number;
	reopenings: number;
	changedAt: Date;
};

/** Along the index of the inbox: what it costs is the open cases of one office. */
export async function selectHeld(
	tx: Tx,
	office: { pemda: string; officeId: string },
	changedFrom: Date,
	limit: number,
): Promise<HeldCase[]> {
	const { rows } = await tx.query<HeldCase>({
		name: 'casework.held',
		text: `select c.pemda, c.id as "caseId", c.number, c.status, c.privacy, c.disputes, c.reopenings,
				c.changed_at as "changedAt"
			from casework.custody u join casework.case c on c.pemda = u.case_pemda and c.id = u.case_id
			where u.pemda = $1 and u.office_id = $2 and u.ended_at is null and u.state = 'held' and c.changed_at >= $3
			order by c.changed_at, c.id limit $4`,
		values: [office.pemda, office.officeId, changedFrom, limit],
	});
	return rows;
}
