import { Refusal } from '#platform/refusal';
import type { Correction, CorrectionItem } from './application.ts';
import { problemIn, tidy } from './text.ts';
import type { Work } from './work.ts';

const mostItems = 40;

/**
 * What the applicant is asked for: fields and papers of this version, each with its reason. Refuses
 * `applications/correction` at the field `correction`, and reasons at `reason:field:ID` or `reason:paper:ID`, all at once.
 */
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
	const tidied = items.map((item) => ({ ...item, reason: tidy(item.reason) }));
	refuseReasons(tidied);
	return { items: tidied, askedAt: at.toISOString() };
}

function refuseReasons(items: CorrectionItem[]): void {
	const problems = items.flatMap((item) => {
		const code = problemIn(item.reason, true);
		const at = 'field' in item ? `reason:field:${item.field}` : `reason:paper:${item.paper}`;
		return code ? [{ at, code }] : [];
	});
	const [first] = problems;
	if (!first) return;
	const fields = problems.map(({ at, code }) => [at, `refusal.applications.${code}`]);
	throw new Refusal('invalid', `applications/${first.code}`, { fields: Object.fromEntries(fields) });
}

function wrong(code: string): Refusal {
	return new Refusal('invalid', `applications/${code}`, {
		fields: { correction: `refusal.applications.${code}` },
	});
}
