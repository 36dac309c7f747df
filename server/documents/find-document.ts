import { createHash } from 'node:crypto';
import { now } from '#platform/clock';
import { spend } from '#platform/throttle';
import { isUnbroken, type Link } from './chain.ts';
import { type Status, statusAt } from './document.ts';
import { codeKey, lookUpKey } from './number.ts';
import { selectPublicChain } from './store/chain.ts';
import { type PublicDocument, selectByFile, selectPublic } from './store/documents.ts';

/** Looks at numbers from one place: a clerk with a pile of papers, not somebody who counts through a series. */
const looks = { count: 60, perSeconds: 600 };

export type VerifiedDocument = PublicDocument & {
	status: Status;
	chain: Link[];
	/** Whether every link of the chain follows from the one before. */
	isUnbroken: boolean;
};

/**
 * What a stranger may know about a number or a code: offices of different governments may have given the same number, so
 * there may be several. Nothing private: persons' names are masked. Refuses `platform/too-many` (429).
 */
export async function findDocument(typed: string, origin: string): Promise<VerifiedDocument[]> {
	await spend(`documents/look:${shortHash(origin)}`, looks);
	const byNumber = await selectPublic(lookUpKey(typed));
	const found = byNumber.length > 0 ? byNumber : await selectPublic(codeKey(typed));
	const at = now();
	return Promise.all(
		found.map(async (document) => {
			const chain = await selectPublicChain(document);
			const status = statusAt(document, at);
			return { ...document, status, chain, isUnbroken: isUnbroken(document.number, chain) };
		}),
	);
}

/**
 * Whether bytes are, each of them, a file that was issued here, and under which number. They are not kept. Refuses
 * `platform/too-many`.
 */
export async function findByFile(
	bytes: Uint8Array,
	origin: string,
): Promise<{ number: string; officeName: string; sha256: string } | { sha256: string; number: null }> {
	await spend(`documents/look:${shortHash(origin)}`, looks);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const found = await selectByFile(sha256);
	return found ? { ...found, sha256 } : { sha256, number: null };
}

function shortHash(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
