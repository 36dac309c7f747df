import { Refusal } from '#platform/refusal';
import { listOffices, listPosts, type Office, type Post } from '#regions';
import type { Acting } from '../actor.ts';
import { plainAddress, readNewAccount } from '../new-account.ts';
import { findWrongDays, today } from '../new-holding.ts';
import { needsSecondPerson } from '../policy.ts';
import type { ImportRow, KnownAccount } from '../store/imports.ts';
import type { CsvLine } from './read-csv.ts';

/** What a list is held against: the offices and posts of one government, by the words people write. */
export type Facts = {
	offices: Map<string, Office[]>;
	posts: Map<string, Post[]>;
};

export async function readFacts(pemda: string): Promise<Facts> {
	const facts: Facts = { offices: new Map(), posts: new Map() };
	for (const office of await listOffices(pemda)) {
		for (const word of new Set([office.slug, office.name, office.shortName].map(plain))) {
			facts.offices.set(word, [...(facts.offices.get(word) ?? []), office]);
		}
	}
	for (const post of await listPosts(pemda)) {
		facts.posts.set(post.officeId, [...(facts.posts.get(post.officeId) ?? []), post]);
	}
	return facts;
}

export type PlannedRow = Omit<ImportRow, 'doneAt' | 'result' | 'accountId'>;

/** What a line would do: pure, so that a list of any length is looked through in a moment. */
export function planRow(
	{ line, cells }: CsvLine,
	facts: Facts,
	known: Map<string, KnownAccount>,
): PlannedRow {
	const cell = (name: string) => cells[name] ?? '';
	const wrong: Record<string, string> = {};
	const post = findPost(cell('office'), cell('post'), facts, wrong);
	if (post && needsSecondPerson(post.role)) wrong['post'] = 'importing.wrong.second-person';
	const acting = readActing(cell('acting'), wrong);
	const days = { from: cell('from') || today(), to: cell('to') || null };
	Object.assign(wrong, findWrongDays({ pemda: '', postId: '', acting, ...days }));
	const email = plainAddress(cell('email'));
	Object.assign(wrong, findWrongPerson({ email, name: cell('name') }));
	const account = known.get(email);
	if (account?.suspended) wrong['email'] = 'importing.wrong.suspended';
	const row = {
		line,
		...{ name: cell('name').slice(0, 200), email: email.slice(0, 300), acting, from: days.from, to: days.to },
		postId: post?.id ?? null,
		postWords: `${cell('post')}, ${cell('office')}`.slice(0, 300),
	};
	const isWrong = Object.keys(wrong).length > 0;
	return { ...row, wrong, plan: isWrong ? 'wrong' : planOf(account, post, days) };
}

function planOf(
	account: KnownAccount | undefined,
	post: Post | undefined,
	{ from, to }: { from: string; to: string | null },
): ImportRow['plan'] {
	if (!account) return 'new-account';
	const isHeld = account.held.some(
		(held) => held.postId === post?.id && held.from <= (to ?? '9999') && (held.to ?? '9999') >= from,
	);
	return isHeld ? 'nothing' : 'give-post';
}

/** One person and post twice in a list is once; a new person's second post needs no second account. */
export function withoutDoubles(rows: PlannedRow[]): PlannedRow[] {
	const people = new Set<string>();
	const posts = new Set<string>();
	return rows.map((row) => {
		if (row.plan === 'wrong') return row;
		const key = `${row.email} ${row.postId}`;
		const plan = posts.has(key)
			? 'nothing'
			: row.plan === 'new-account' && people.has(row.email)
				? 'give-post'
				: row.plan;
		posts.add(key);
		people.add(row.email);
		return { ...row, plan };
	});
}

function findPost(
	officeWords: string,
	postWords: string,
	{ offices, posts }: Facts,
	wrong: Record<string, string>,
): Post | undefined {
	const found = offices.get(plain(officeWords)) ?? [];
	const [office] = found;
	if (!office || found.length > 1) {
		wrong['office'] = office ? 'importing.wrong.office-many' : 'importing.wrong.office';
		return undefined;
	}
	const wanted = plain(postWords);
	const fitting = (posts.get(office.id) ?? []).filter(
		({ title, role }) => plain(title) === wanted || role === wanted,
	);
	if (fitting.length !== 1) wrong['post'] = fitting[0] ? 'importing.wrong.post-many' : 'importing.wrong.post';
	return fitting.length === 1 ? fitting[0] : undefined;
}

function readActing(text: string, wrong: Record<string, string>): Acting | null {
	const word = text.toLowerCase().replace('.', '');
	if (word === 'plt' || word === 'plh') return word;
	if (word !== '') wrong['acting'] = 'importing.wrong.acting';
	return null;
}

function findWrongPerson(person: { email: string; name: string }): Record<string, string> {
	try {
		readNewAccount(person);
		return {};
	} catch (error) {
		if (error instanceof Refusal) return error.fields;
		throw error;
	}
}

function plain(words: string): string {
	return words.trim().toLowerCase().replace(/\s+/g, ' ');
}
