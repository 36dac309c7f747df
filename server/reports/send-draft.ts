import type { Actor } from '#identity';
import { attachmentsOf } from './file-attachments.ts';
import { fileReport } from './file-report.ts';
import { type Draft, type DraftReceipt, keepReceipt } from './store/drafts.ts';

/**
 * Sends a form. The draft's id is the key: two taps, a reload and the back button all lead to the one case. The
 * receipt stays with the draft, so that the same browser can show it again. `useFilePlace`: where and when the photos
 * were taken may be kept.
 */
export async function sendDraft(
	actor: Actor,
	draft: Draft,
	{ lang, useFilePlace }: { lang: 'id' | 'en'; useFilePlace: boolean },
): Promise<DraftReceipt> {
	if (draft.receipt) return draft.receipt;
	const attachments = attachmentsOf(draft.files, { useFilePlace });
	const filed = await fileReport(actor, {
		report: draft.answers,
		attachments,
		channel: 'web',
		lang,
		key: `draft:${draft.id}`,
	});
	const receipt = {
		number: filed.number,
		code: filed.code,
		dueAt: filed.dueAt.toISOString(),
		officeName: filed.officeName,
		officePemda: filed.officePemda,
	};
	await keepReceipt(draft.id, receipt);
	return receipt;
}
