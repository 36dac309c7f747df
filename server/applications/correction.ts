import { Refusal } from '#platform/refusal';
import type { Correction, CorrectionItem } from './application.ts';
import { readReason } from './text.ts';
import type { Work } from './work.ts';

const mostItems = 40;

/** What the applicant is asked for: fields and papers of this version, each with its reason. Refuses `applications/correction`. */
export function readCorrection(
	{ definition }: Work,
	given: { items: CorrectionItem[] } | undefined,
	at: Date,
): Correction {
	const items = given?.items ?? [];
	if (items.length === 0 || items.length > mostItems) throw wrong('correction');
	const pages = definition.process?.pages ?? [];
	const asked = [...definition.questions, ...pages.flatMap((page) => page.fields)];
	const fields = new Set(asked.map(({ id }) => id));
	const papers = new Set(definition.papers.map(({ id }) => id));
	for (const item of items) {
		const isKnown = 'field' in item ? fields.has(item.field) : papers.has(item.paper);
		if (!isKnown) throw wrong('correction-unknown');
	}
	return {
		items: items.map((item) => ({ ...item, reason: readReason(item.reason, true) })),
		askedAt: at.toISOString(),
	};
}

function wrong(code: string): Refusal {
	return new Refusal('invalid', `applications/${code}`, {
		fields: { correction: `refusal.applications.${code}` },
	});
}
