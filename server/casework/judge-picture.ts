import type { Db } from '#platform/db';
import { looksAlikeWithin } from '#platform/media';
import type { NewAttachment } from './case.ts';
import { caseRules } from './case-rules.ts';
import { type Purpose, selectReuse } from './store/attachments.ts';

/** What speaks against a picture. Kept beside it for officers and leaders; never a reason to refuse it. */
export type Flag = 'far' | 'before-report' | 'reused' | 'reused-alike';

/**
 * Compares a picture with its case and with every picture that came before, anywhere: where it was taken, for evidence also
 * when, and whether it was used already (also resized or recompressed).
 */
export async function judgePicture(
	on: Db,
	file: NewAttachment,
	of: { caseId: string; purpose: Purpose; place: Point; filedAt: Date },
): Promise<{ flags: Flag[]; distanceM: number | null }> {
	const distanceM = distanceBetween(of.place, file);
	const reuse = await selectReuse(on, file, of, looksAlikeWithin);
	const isOld = of.purpose === 'evidence' && file.takenAt !== undefined && file.takenAt < of.filedAt;
	return { flags: flagsOf({ distanceM, isOld, reuse }), distanceM };
}

type Findings = { distanceM: number | null; isOld: boolean; reuse: 'same' | 'alike' | null };

function flagsOf({ distanceM, isOld, reuse }: Findings): Flag[] {
	const flags: Flag[] = [];
	if (distanceM !== null && distanceM > caseRules.farMetres) flags.push('far');
	if (isOld) flags.push('before-report');
	if (reuse === 'same') flags.push('reused');
	if (reuse === 'alike') flags.push('reused-alike');
	return flags;
}

type Point = { lat?: number | null; lon?: number | null };

/** Metres over the ground, null when either place is unknown. */
export function distanceBetween(a: Point, b: Point): number | null {
	if (a.lat == null || a.lon == null || b.lat == null || b.lon == null) return null;
	const rad = Math.PI / 180;
	const half = (x: number) => Math.sin((x * rad) / 2) ** 2;
	const h = half(b.lat - a.lat) + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * half(b.lon - a.lon);
	return Math.round(2 * 6_371_000 * Math.asin(Math.sqrt(h)));
}
