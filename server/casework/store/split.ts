import type { Tx } from '#platform/db';
import type { Channel } from '../case.ts';

type From = {
	lat: number | null;
	lon: number | null;
	place: string;
	channel: Channel;
	lang: 'id' | 'en';
	contact: { name: string; email: string; phone: string };
	/** What the code on the first receipt follows from; null for a case that came from elsewhere. */
	receiptKey: string | null;
};

/** What a split-off case takes over from the one it came from. */
export async function selectForSplit(tx: Tx, pemda: string, caseId: string): Promise<From> {
	const { rows } = await tx.query<From>({
		text: `select c.lat, c.lon, c.place, c.channel, c.lang,
				jsonb_build_object('name', coalesce(k.name, ''), 'email', coalesce(k.email, ''), 'phone', coalesce(k.phone, '')) as contact,
				(select i.key from casework.intake i where i.pemda = c.pemda and i.case_id = c.id limit 1) as "receiptKey"
			from casework.case c left join casework.contact k on k.pemda = c.pemda and k.case_id = c.id
			where c.pemda = $1 and c.id = $2`,
		values: [pemda, caseId],
	});
	const [from] = rows;
	if (!from) throw new Error('The case that is being split is not there');
	return from;
}
