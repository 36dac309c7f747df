import { officerOf } from '#lib/officer.ts';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import type { Answers, Step, Value } from '#rules';
import {
	type Definition,
	decide,
	type FieldError,
	fieldsFor,
	getDraft,
	readPage,
	type ShownGroup,
	type ShownLeaf,
	textOfAnswer,
} from '#services';
import type { PageServerLoad } from './$types';

/** The form as the applicant would see it. Answers stay in the address: nothing is stored. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { lang } = locals;
	const { serviceId, definition } = await getDraft(officerOf(locals), params.service);
	const today = dayOf(now());
	const { answers, errors } = readAll(definition, (name) => url.searchParams.get(name), today);
	const form = fieldsFor(definition, answers, today);
	const decision = decide(definition, answers, today);
	const wrong = new Map(errors.map(({ name, key, params: named }) => [name, locals.t(key, named)]));
	const isTried = url.searchParams.has('coba');
	const leaf = ({ field, required, value }: ShownLeaf, name: string) => ({
		...{ name, kind: field.kind, label: field.label[lang], hint: field.hint?.[lang], required },
		value: url.searchParams.get(name) ?? textOfAnswer(value),
		options: field.options?.map((one) => ({ value: one.value, label: one.label[lang] })),
		wrong: isTried ? wrong.get(name) : undefined,
	});
	const fields = (shown: ShownLeaf | ShownGroup) => {
		const { id } = shown.field;
		if (!('records' in shown)) return [leaf(shown, id)];
		const records = [...shown.records, ...(shown.records.length < shown.field.most ? [shown.blank] : [])];
		return records.flatMap((record, index) =>
			record.map((one) => {
				const inner = leaf(one, `${id}.${index}.${one.field.id}`);
				return {
					...inner,
					label: `${shown.field.label[lang]} ${index + 1}: ${inner.label}`,
					required: false,
				};
			}),
		);
	};
	return {
		...{ serviceId, title: definition.title[lang], summary: definition.summary[lang], isTried },
		pages: form.pages.map(({ id, title, fields: shown }) => ({
			id,
			title: title?.[lang] ?? locals.t('services.check.title'),
			fields: shown.flatMap(fields),
		})),
		missing: form.missing.length,
		outcome: decision.outcome,
		findings: decision.findings.map(({ id, outcome, reason, basis, steps }) => ({
			...{ id, outcome, reason: reason[lang], basis: basis.text, steps: linesOf(steps) },
		})),
		papers: decision.papers.map(({ id, label }) => ({ id, label: label[lang] })),
		charges: decision.charges.map(({ id, label, amount, basis, steps }) => ({
			...{ id, label: label[lang], amount, basis: basis.text, steps: linesOf(steps) },
		})),
		total: decision.total,
		isFree: definition.fees.length === 0,
	};
};

/** Page after page: which is next depends on what the ones before say. */
function readAll(definition: Definition, given: (name: string) => string | null, today: string) {
	const seen = new Set<string>();
	const errors: FieldError[] = [];
	let answers: Answers = {};
	for (;;) {
		const next = fieldsFor(definition, answers, today).pages.find(({ id }) => !seen.has(id));
		if (!next) return { answers, errors };
		seen.add(next.id);
		const read = readPage(definition, next.id, given, { answers, today });
		errors.push(...(read?.errors ?? []));
		answers = { ...answers, ...read?.answers };
	}
}

/** A trace as lines, each as deep as it stands. */
function linesOf(step: Step, depth = 0): { depth: number; text: string }[] {
	const named = [step.operator, step.operand].filter((part) => part !== undefined).join(' ');
	const line = { depth, text: `${named} = ${shown(step.value)}` };
	return [line, ...step.of.flatMap((one) => linesOf(one, depth + 1))];
}

const shown = (value: Value) => (value === null ? '?' : typeof value === 'object' ? '…' : String(value));
