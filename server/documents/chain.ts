import { createHash, randomBytes } from 'node:crypto';
import type { Act, Status } from './document.ts';

/** One change of a document, as everybody sees it. */
export type Link = {
	seq: number;
	at: Date;
	act: Act;
	status: Status;
	/** The post that did it. */
	post: string;
	basis: string;
	/** SHA-256 of salt, line feed, reason: the reason is bound, and not told. */
	reasonHash: string;
	fileSha256: string | null;
	/** Of `superseded`: the number that holds instead. */
	nextNumber: string | null;
	previous: Buffer | null;
	hash: Buffer;
};

/**
 * SHA-256 over the JSON list of what is said, in this order, the moment as ISO 8601 in UTC with milliseconds, hashes in
 * hexadecimal: `docs/documents.md` tells everybody.
 */
export function hashOf(number: string, link: Omit<Link, 'hash'>): Buffer {
	const { previous, seq, at, act, status, post, basis, reasonHash, fileSha256, nextNumber } = link;
	const said = [
		...[previous?.toString('hex') ?? null, number, seq, at.toISOString(), act, status],
		...[post, basis, reasonHash, fileSha256, nextNumber],
	];
	return createHash('sha256').update(JSON.stringify(said)).digest();
}

/** Whether each link follows from the one before it. */
export function isUnbroken(number: string, chain: Link[]): boolean {
	return chain.every((link, i) => {
		const before = chain[i - 1]?.hash ?? null;
		const follows = before === null ? link.previous === null : link.previous?.equals(before) === true;
		return link.seq === i + 1 && follows && hashOf(number, link).equals(link.hash);
	});
}

export function saltReason(reason: string): { salt: string; reasonHash: string } {
	const salt = randomBytes(16).toString('hex');
	return { salt, reasonHash: createHash('sha256').update(`${salt}\n${reason}`).digest('hex') };
}
