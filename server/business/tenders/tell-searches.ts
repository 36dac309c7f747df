import { now } from '#platform/clock';
import { config } from '#platform/config';
import { withScope } from '#platform/db';
import { translate } from '#platform/i18n';
import { isMailOn, queueMail } from '#platform/mail';
import { newsLink, tokenFor } from '../links.ts';
import { type SavedSearch, selectConfirmed, takeTurn } from '../store/searches.ts';
import { selectNewTenders, type TenderRow } from '../store/tenders.ts';
import { readFilter } from './tender.ts';

const mostTold = 20;

/**
 * Tells everybody who asked what came in since they were last told: one mail a search, at most twenty notices in it. What
 * was told is marked in the same commit as the mail, so that nothing is told twice however often this runs.
 */
export async function tellSearches(): Promise<void> {
	if (!isMailOn()) return;
	const until = now();
	const searches = await withScope({ system: true }, selectConfirmed);
	for (const search of searches) await tell(search, until);
}

async function tell(search: SavedSearch, until: Date): Promise<void> {
	if (search.toldUntil >= until) return;
	await withScope({ system: true }, async (tx) => {
		const filter = readFilter(new URLSearchParams(search.query));
		const span = { since: search.toldUntil, until, at: until };
		const found = await selectNewTenders(tx, filter, span, mostTold + 1);
		if (found.length === 0 || !(await takeTurn(tx, search.id, search.toldUntil, until))) return;
		const link = newsLink(tokenFor('search', `${search.email}?${search.query}`));
		const { lang } = search;
		await queueMail(tx, {
			key: `tenders ${search.id} ${until.toISOString()}`,
			to: search.email,
			subject: translate(lang, 'business.mail.tenders.subject', { count: Math.min(found.length, mostTold) }),
			text: translate(lang, 'business.mail.tenders.body', {
				list: found.slice(0, mostTold).map(lineOf).join('\n\n'),
				all: `${config.publicOrigin}/usaha/tender?${search.query}`,
				link,
			}),
			unsubscribe: link,
		});
	});
}

const lineOf = ({ title, buyer, ocid }: TenderRow) =>
	`${title}\n${buyer}\n${config.publicOrigin}/usaha/tender/${encodeURIComponent(ocid)}`;
