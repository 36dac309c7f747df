import { findByFile, type Link, type Status, type VerifiedDocument } from '#documents';
import { Refusal } from '#platform/refusal';
import type { Tone } from './tone.ts';

type Say = App.Locals['t'];

/** How a document stands, as a sign and a word: what does not hold must be seen at once. */
export const documentTone: Record<Status, Tone> = {
	active: 'done',
	suspended: 'soon',
	revoked: 'late',
	expired: 'late',
	superseded: 'soon',
};

/** One document as a stranger sees it, as plain as a page needs it. */
export function verifiedView(found: VerifiedDocument, { t, lang }: { t: Say; lang: 'id' | 'en' }) {
	const { pemda, id, number, officeName, holder, issuedAt, validTo, status, signedWith } = found;
	return {
		...{ key: `${pemda}/${id}`, number, officeName, holder, issuedAt, validTo, status, signedWith },
		title: found.title[lang],
		tone: documentTone[status],
		statusWord: t(`documents.status.${status}`),
		isReady: found.fileSha256 !== null,
		fileSha256: found.fileSha256,
		isUnbroken: found.isUnbroken,
		supersedes: found.supersedes,
		supersededBy: found.supersededBy,
		chain: found.chain.map((link) => ({ ...chainLine(link, t), hash: link.hash.toString('hex') })),
	};
}

function chainLine({ act, at, post, basis, nextNumber }: Link, t: Say) {
	const by = post === 'system' ? t('documents.by-system') : post;
	const next = nextNumber ? t('documents.next', { number: nextNumber }) : '';
	return { title: t(`documents.act.${act}`), when: at, body: [by, basis, next].filter(Boolean).join('\n') };
}

/** What an uploaded file turns out to be. It is hashed and forgotten. */
export async function judgeFile(
	form: FormData,
	origin: string,
): Promise<{ number: string | null; officeName: string; sha256: string }> {
	const file = form.get('file');
	if (!(file instanceof File) || file.size === 0) {
		throw new Refusal('invalid', 'documents/file-needed', {
			fields: { file: 'refusal.documents.file-needed' },
		});
	}
	const found = await findByFile(new Uint8Array(await file.arrayBuffer()), origin);
	return { number: found.number, sha256: found.sha256, officeName: found.number ? found.officeName : '' };
}
