import type { Readable } from 'node:stream';
import { Refusal } from '#platform/refusal';
import { type ByteRange, find, get } from '#platform/storage';
import { findScanState } from './scans.ts';
import { documentTypes } from './sniff-document.ts';

export type FileRequest = {
	method: string;
	/** The request's headers of these names, as they came. */
	range?: string | null | undefined;
	ifRange?: string | null | undefined;
	ifNoneMatch?: string | null | undefined;
	/** To be saved instead of shown. */
	download?: boolean;
};

export type FileAnswer = {
	status: 200 | 206 | 304 | 416;
	headers: Record<string, string>;
	/** Whoever does not read it to its end destroys it. */
	stream?: Readable;
};

/** What browsers may show; each of these can hold neither script nor markup. Anything else is only saved. */
const shown: Record<string, string> = {
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/webp': 'webp',
	'video/mp4': 'mp4',
	'video/quicktime': 'mov',
	'video/3gpp': '3gp',
};
/** What is saved under its own name and type, and never shown here. */
const saved: Record<string, string> = documentTypes;

/**
 * A stored file as an HTTP answer: in parts when a player asks for a part, never as something that runs. Whoever calls
 * has made sure that the asker may have it; `isPublic` says whether everybody may. Public ones may be kept by caches for
 * a day, not longer: moderation can take a picture back. Refuses `platform/no-such-file` (404, also for an infected
 * one) and `media/being-checked` (503) while the scanner has not answered.
 */
export async function answerFile(
	file: { sha256: string; contentType: string; isPublic: boolean },
	request: FileRequest,
): Promise<FileAnswer> {
	const found = await find(file.sha256);
	const state = found ? await findScanState(file.sha256) : 'infected';
	if (!found || state === 'infected') throw new Refusal('not-found', 'platform/no-such-file');
	if (state === 'pending') throw new Refusal('unavailable', 'media/being-checked');
	const headers = headersOf(file, request.download ?? false);
	const tag = headers['etag'];
	if (request.ifNoneMatch === '*' || (tag && request.ifNoneMatch?.includes(tag)))
		return { status: 304, headers };
	const part =
		request.ifRange && request.ifRange !== tag ? undefined : readRange(request.range, found.sizeBytes);
	if (part === 'outside') {
		return {
			status: 416,
			headers: { ...headers, 'content-range': `bytes */${found.sizeBytes}`, 'content-length': '0' },
		};
	}
	const length = part ? part.end - part.start + 1 : found.sizeBytes;
	const range: Record<string, string> = part
		? { 'content-range': `bytes ${part.start}-${part.end}/${found.sizeBytes}` }
		: {};
	const answer: FileAnswer = {
		status: part ? 206 : 200,
		headers: { ...headers, ...range, 'content-length': String(length) },
	};
	if (request.method !== 'HEAD') answer.stream = await get(file.sha256, part);
	return answer;
}

function headersOf(
	file: { sha256: string; contentType: string; isPublic: boolean },
	download: boolean,
): Record<string, string> {
	const ending = Object.hasOwn(shown, file.contentType) ? shown[file.contentType] : undefined;
	const way = ending && !download ? 'inline' : 'attachment';
	const kept = ending ?? (Object.hasOwn(saved, file.contentType) ? saved[file.contentType] : undefined);
	return {
		'content-type': kept ? file.contentType : 'application/octet-stream',
		'content-disposition': `${way}; filename="${file.sha256.slice(0, 12)}.${kept ?? 'bin'}"`,
		'content-security-policy':
			"default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
		'x-content-type-options': 'nosniff',
		'cross-origin-resource-policy': file.isPublic ? 'cross-origin' : 'same-origin',
		'cache-control': file.isPublic ? 'public, max-age=86400, immutable' : 'private, max-age=600',
		'accept-ranges': 'bytes',
		etag: `"${file.sha256}"`,
	};
}

/** One part (RFC 9110, 14.1.2). Several parts, or words that are none, mean the whole. */
function readRange(range: string | null | undefined, size: number): ByteRange | 'outside' | undefined {
	const [, from, to] = range?.match(/^bytes=(\d{0,15})-(\d{0,15})$/) ?? [];
	if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
	if (from === '')
		return Number(to) === 0 || size === 0
			? 'outside'
			: { start: Math.max(0, size - Number(to)), end: size - 1 };
	if (to !== '' && Number(to) < Number(from)) return undefined;
	if (Number(from) >= size) return 'outside';
	return { start: Number(from), end: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}
