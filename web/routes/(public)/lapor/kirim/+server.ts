import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { formatNumber } from '#casework';
import { findOwnDraft } from '#lib/draft.ts';
import { Refusal } from '#platform/refusal';
import { sendDraft } from '#reports';
import type { RequestHandler } from './$types';

const sending = z.object({ draft: z.uuid(), useFilePlace: z.boolean().default(false) });

/**
 * Sends this browser's form for /js/queue.js, when the answer to the button of /lapor/periksa was lost or never asked for.
 * The same form again is the same case and the same receipt.
 */
export const POST: RequestHandler = async (event) => {
	try {
		const asked = sending.safeParse(await event.request.json().catch(() => undefined));
		const draft = asked.success ? await findOwnDraft(event.cookies) : undefined;
		if (!asked.success || draft?.id !== asked.data.draft)
			throw new Refusal('not-found', 'reports/no-such-draft');
		const { useFilePlace } = asked.data;
		const receipt = await sendDraft(event.locals.actor, draft, { lang: event.locals.lang, useFilePlace });
		return json({
			number: formatNumber(receipt.number),
			code: receipt.code,
			dueAt: receipt.dueAt,
			office: receipt.officeName,
		});
	} catch (thrown) {
		if (!(thrown instanceof Refusal)) throw thrown;
		const { code, messageKey, params, status } = thrown;
		return json({ error: { code, message: event.locals.t(messageKey, params), sentences: {} } }, { status });
	}
};
