import { randomBytes } from 'node:crypto';
import {
	changePassword,
	createOfficer,
	createOperator,
	decideProposal,
	findOfficer,
	listProposals,
	type NewOfficer,
	type Officer,
	type Role,
	signIn,
} from '#identity';
import { listPosts } from '#regions';

export const origin = '203.0.113.0/24';
export const device =
	'Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36';
export const password = 'jembatan kisaran sudah baik';

let count = 0;
/** An address nobody has yet. */
export const newEmail = () => `petugas${++count}.${randomBytes(3).toString('hex')}@contoh.example`;

/** Signs in and says who that is. */
export async function enter(email: string, word = password): Promise<{ officer: Officer; token: string }> {
	const { token } = await signIn({ email, password: word, origin, device });
	const officer = await findOfficer(token, origin);
	if (!officer) throw new Error('A session that was just made is not there');
	return { officer, token };
}

export async function operator(): Promise<Officer> {
	const email = newEmail();
	await createOperator({ email, name: 'Operator', password });
	return (await enter(email)).officer;
}

/** The first post of a government with this role. */
export async function postOf(pemda: string, role: Role): Promise<string> {
	const post = (await listPosts(pemda)).find((one) => one.role === role);
	if (!post) throw new Error(`No post of ${pemda} for ${role}`);
	return post.id;
}

/** A second person says yes to what waits for an account. */
async function approve(pemda: string, accountId: string): Promise<void> {
	const second = await operator();
	const { waiting } = await listProposals(second, pemda);
	for (const { id } of waiting.filter((one) => one.accountId === accountId)) {
		await decideProposal(second, { pemda, id }, 'approved');
	}
}

/** Somebody with this role in a government, who has changed the first password and is signed in. */
export async function officerWith(
	by: Officer,
	pemda: string,
	role: Role,
	changes: Partial<NewOfficer> = {},
): Promise<{ officer: Officer; token: string; email: string }> {
	const email = newEmail();
	const postId = await postOf(pemda, role);
	const holding = { pemda, postId, acting: null, from: '2026-01-05', to: null };
	const made = await createOfficer(by, { email, name: 'Sri Rejeki', ...holding, ...changes });
	if (made.awaits) await approve(pemda, made.accountId);
	const first = await enter(email, made.password ?? '');
	await changePassword(first.officer, { present: made.password ?? '', password });
	return { ...(await enter(email)), email };
}
