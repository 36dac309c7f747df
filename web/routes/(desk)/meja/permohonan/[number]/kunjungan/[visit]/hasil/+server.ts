import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { recordInspection } from '#applications';
import { answerQueue } from '#lib/answer-queue.ts';
import { applicationOf } from '#lib/application-view.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import { Refusal } from '#platform/refusal';
import type { RequestHandler } from './$types';

const found = z.object({
	key: z.string().min(8).max(60),
	findings: z.record(z.string().max(60), z.string().max(4000)),
	note: z.string(),
	captured: z.object({
		at: z.iso.datetime(),
		lat: z.number().min(-90).max(90).optional(),
		lon: z.number().min(-180).max(180).optional(),
		accuracyM: z.number().nonnegative().optional(),
	}),
});

/** What was found on a visit, for /js/queue.js, from a device that may have waited for a signal. Its key makes it once. */
export const POST: RequestHandler = (event) =>
	answerQueue(event, async () => {
		const officer = deskOfficerOf(event.locals);
		const ref = await applicationOf(officer, event.params.number);
		const asked = found.safeParse(await event.request.json().catch(() => undefined));
		if (!asked.success) throw new Refusal('invalid', 'applications/visit-unreadable');
		const { captured, findings, note, key } = asked.data;
		const { at, lat, lon, accuracyM } = captured;
		await recordInspection(officer, {
			...{ ...ref, inspectionId: event.params.visit, key, note },
			findings: Object.fromEntries(Object.entries(findings).filter(([, typed]) => typed.trim() !== '')),
			captured: {
				at: new Date(at),
				...{ lat: lat ?? null, lon: lon ?? null, accuracyM: accuracyM ?? null },
			},
		});
		return json({ number: event.params.number });
	});
