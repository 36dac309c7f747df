import type { KnownAccount } from '#identity';
import type { Subject } from './subject.ts';

/** What an app is told about somebody, by scope; `acr`, `amr` and `auth_time` say how they signed in. */
export const claimsByScope = {
	acr: null,
	amr: null,
	auth_time: null,
	iss: null,
	sid: null,
	openid: ['sub', 'acr', 'amr', 'auth_time'],
	profile: ['name', 'locale', 'account_kind', 'level'],
	email: ['email'],
	posts: ['pemda', 'offices', 'posts', 'roles'],
};

/** A person asks to be told these by name, beside scopes. */
export const singleClaims = [
	'name',
	'locale',
	'account_kind',
	'level',
	'email',
	'pemda',
	'offices',
	'posts',
	'roles',
];

export function claimsOf(subject: Subject, account: KnownAccount) {
	const { holdings } = account;
	const officer = account.kind === 'officer';
	return {
		sub: subject,
		name: account.name ?? undefined,
		locale: account.lang,
		account_kind: account.kind,
		level: account.kind === 'resident' ? account.level : undefined,
		email: account.email ?? undefined,
		pemda: officer ? [...new Set(holdings.map(({ pemda }) => pemda))] : undefined,
		offices: officer ? officesOf(holdings) : undefined,
		roles: officer ? [...new Set(holdings.map(({ role }) => role))] : undefined,
		posts: officer
			? holdings.map((post) => ({
					pemda: post.pemda,
					office_id: post.officeId,
					post_id: post.postId,
					title: post.postTitle,
					role: post.role,
					acting: post.acting ?? undefined,
					lent: post.lentBy !== null,
				}))
			: undefined,
	};
}

function officesOf(holdings: KnownAccount['holdings']) {
	const offices = new Map(
		holdings.map(({ pemda, officeId, officeName }) => [officeId, { pemda, id: officeId, name: officeName }]),
	);
	return [...offices.values()];
}
