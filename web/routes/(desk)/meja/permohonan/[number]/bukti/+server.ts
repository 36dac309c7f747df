import { json } from '@sveltejs/kit';
import { attachEvidence } from '#casework';
import { answerQueue } from '#lib/answer-queue.ts';
import { applicationOf } from '#lib/application-view.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import { takeFile } from '#platform/media';
import type { RequestHandler } from './$types';

/** One photo as evidence of the office, for /js/queue.js. The same photo again is the same evidence. */
export const PUT: RequestHandler = (event) =>
	answerQueue(event, async () => {
		const officer = deskOfficerOf(event.locals);
		const { pemda, id } = await applicationOf(officer, event.params.number);
		const file = await takeFile(new Uint8Array(await event.request.arrayBuffer()));
		await attachEvidence(officer, { pemda, caseId: id, files: [file] });
		return json({ already: false });
	});
