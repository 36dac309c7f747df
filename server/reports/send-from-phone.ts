import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { newId } from '#platform/ids';
import { takeFile } from '#platform/media';
import { Refusal } from '#platform/refusal';
import { findNearest } from '#regions';
import { endOfDraft } from './drafts.ts';
import { attachmentsOf } from './file-attachments.ts';
import { fileReport } from './file-report.ts';
import { mostFiles } from './report.ts';
import { type DraftReceipt, keepReceipt, placeFile, selectDraft } from './store/drafts.ts';

/** Of a key that files are sent under: long enough that nobody guesses it. */
const secretKey = /^[A-Za-z0-9_-]{22,100}$/;
const tokenHash = (key: string) => createHash('sha256').update(`phone ${key}`).digest();

/**
 * Keeps one file (bytes as they came) of a report that is being sent under this key, in its place 1 to 5. The same bytes
 * in the same place again are taken once; other bytes replace them. The report itself follows within seven days, or the
 * files are forgotten. Refuses `reports/key-short`, `reports/too-many-files`, and what `takeFile` refuses.
 */
export async function keepSentFile(
	key: string,
	place: number,
	bytes: Uint8Array,
): Promise<{ already: boolean }> {
	if (!secretKey.test(key))
		throw new Refusal('invalid', 'reports/key-short', { fields: { key: 'refusal.reports.key-short' } });
	if (!Number.isInteger(place) || place < 1 || place > mostFiles) {
		throw new Refusal('invalid', 'reports/too-many-files', { params: { most: mostFiles } });
	}
	const id = String(place);
	const hash = tokenHash(key);
	const draft = await selectDraft(hash, now());
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	if (draft?.receipt) return { already: true };
	if (draft?.files.some((file) => file.id === id && file.originalSha256 === sha256)) return { already: true };
	const taken = await takeFile(bytes);
	await placeFile(
		{ id: newId(), tokenHash: hash, at: now(), endsAt: endOfDraft() },
		{ ...taken, id, name: id },
	);
	return { already: false };
}

const parts = z.looseObject({
	/** How many files were sent before under the same key. */
	files: z.int().min(0).max(mostFiles).default(0),
	useFilePlace: z.boolean().default(false),
	region: z.string().nullish(),
	lat: z.number().nullish(),
	lon: z.number().nullish(),
});

/**
 * Files a report a phone kept until it had a signal. The same key is the same case and the same receipt, however often
 * and from wherever it comes. Refuses `reports/answers-wrong` with a sentence for each field, and
 * `reports/files-missing` (409) when files it speaks of are not here (any more): then they are sent again.
 */
export async function sendFromPhone(
	actor: Actor,
	{ key, lang, report }: { key: string; lang: 'id' | 'en'; report: Record<string, unknown> },
): Promise<DraftReceipt & { already: boolean }> {
	const read = parts.safeParse(report);
	if (!read.success) throw wrongParts(read.error);
	const { files, useFilePlace, ...answers } = read.data;
	const draft = files > 0 ? await selectDraft(tokenHash(key), now()) : undefined;
	if (draft?.receipt) return { ...draft.receipt, already: true };
	const sent = draft?.files.slice(0, files) ?? [];
	if (sent.length < files) throw new Refusal('conflict', 'reports/files-missing');
	const filed = await fileReport(actor, {
		report: { ...answers, region: answers.region ?? (await regionAt(answers)) },
		attachments: attachmentsOf(sent, { useFilePlace }),
		channel: 'web',
		lang,
		key: `api:${key}`,
	});
	const receipt = {
		...{ number: filed.number, code: filed.code, dueAt: filed.dueAt.toISOString() },
		...{ officeName: filed.officeName, officePemda: filed.officePemda },
	};
	if (draft) await keepReceipt(draft.id, receipt);
	return { ...receipt, already: filed.already };
}

function wrongParts(error: z.ZodError): Refusal {
	const names = error.issues.map((issue) => String(issue.path[0]));
	const fields = Object.fromEntries(names.map((name) => [name, 'refusal.reports.answer-wrong']));
	return new Refusal('invalid', 'reports/answers-wrong', { fields });
}

/** A place given as a point only is in the regency nearest to it. */
async function regionAt({ lat, lon }: Pick<z.output<typeof parts>, 'lat' | 'lon'>): Promise<string | null> {
	if (lat == null || lon == null) return null;
	return (await findNearest(lat, lon))?.regency.code ?? null;
}
