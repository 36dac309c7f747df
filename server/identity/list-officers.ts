import type { Officer } from './actor.ts';
import { type HeldPost, placePosts } from './held-post.ts';
import { isId } from './is-id.ts';
import { today } from './new-holding.ts';
import { mustManage } from './reach-account.ts';
import { selectAccounts } from './store/accounts.ts';

export type OfficerLine = {
	accountId: string;
	name: string;
	email: string;
	suspendedAt: Date | null;
	/** In this government: held now or later. */
	posts: HeldPost[];
};

const perPage = 50;

/**
 * Who holds or held a post of a government, by name, of whom name or address has the words of `q`. `after` is the
 * `next` of the page before. Refuses `identity/not-yours`.
 */
export async function listOfficers(
	actor: Officer,
	pemda: string,
	{ q = '', after = '' }: { q?: string; after?: string },
): Promise<{ rows: OfficerLine[]; next: string | undefined }> {
	mustManage(actor, pemda);
	const accounts = await selectAccounts(pemda, readWords(q), { after: readPlace(after), limit: perPage + 1 });
	const day = today();
	const rows = await Promise.all(
		accounts.slice(0, perPage).map(async ({ id, held, ...person }) => {
			const posts = await placePosts(held, day);
			return { accountId: id, ...person, posts: posts.filter((post) => post.when !== 'past') };
		}),
	);
	const last = accounts.length > perPage ? accounts[perPage - 1] : undefined;
	return { rows, next: last && `${last.id}~${last.name}` };
}

/** Without what PostgreSQL cannot store or LIKE would read as a sign of its own. */
function readWords(q: string): string {
	return q
		.toWellFormed()
		.replace(/[\p{Cc}%_\\]/gu, '')
		.trim()
		.toLowerCase()
		.slice(0, 100);
}

function readPlace(after: string): { id: string; name: string } | undefined {
	const [id = '', ...name] = after.split('~');
	return isId(id) && !/\p{Cc}/u.test(after) ? { id, name: name.join('~').toWellFormed() } : undefined;
}
