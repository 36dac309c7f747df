import { z } from 'zod';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Tx, withTx } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { type Editor, mayEditResponsibility } from './policy.ts';
import { refuseGap } from './refuse-gap.ts';
import { levelOf, pemdaOf } from './region.ts';
import type { Responsibility } from './responsibility.ts';
import { forgetSnapshot, type Snapshot, snapshot } from './snapshot.ts';
import { endRule, insertRule, selectRule } from './store/rules.ts';

const dayBefore = (day: string) =>
	new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

const newRule = z.object({
	/** The rule this one takes the place of: it ends the day before. */
	replaces: z.uuid().optional(),
	subject: z.string().regex(/^(\*|[a-z-]+\.(\*|[a-z-]+))$/),
	region: z.string().refine((code) => levelOf(code) !== undefined),
	assetClass: z.string().max(60).default('*'),
	tier: z.enum(['national', 'provincial', 'regency', 'kecamatan', 'village']),
	function: z.string().max(60).optional(),
	office: z.object({ pemda: z.string(), slug: z.string() }).optional(),
	confidence: z.number().gt(0).max(1),
	legalBasis: z.string().trim().min(3).max(500),
	/** Why, in plain words: whoever wonders later reads it beside the rule. */
	note: z.string().trim().min(3).max(500),
	validFrom: z.iso.date(),
	validTo: z.iso.date().optional(),
});
export type NewResponsibility = z.input<typeof newRule>;

/**
 * Says who answers for something from a day on. With `replaces` the rule before ends the day before: what was handed
 * over under it stays true. Without `tx` it commits by itself and this process uses it at once, others within seconds.
 * Refuses `regions/wrong-rule` with the fields, `regions/not-yours`, `regions/no-such-rule`, and what would leave a place
 * where nobody sorts what no other rule knows (`regions/rule-needed`).
 */
export async function setResponsibility(
	editor: Editor,
	input: NewResponsibility,
	tx?: Tx,
): Promise<{ ruleId: string }> {
	const rule = await check(input);
	if (!mayEditResponsibility(editor, rule)) throw new Refusal('forbidden', 'regions/not-yours');
	const write = (on: Tx) => writeRule(on, editor, rule, input.replaces);
	await (tx ? write(tx) : withTx(write));
	forgetSnapshot();
	return { ruleId: rule.id };
}

async function check(input: NewResponsibility): Promise<Responsibility> {
	const read = newRule.safeParse(input);
	if (!read.success) throw wrong(read.error.issues.map((issue) => String(issue.path[0])));
	const rule = read.data;
	const fields = wrongFields(await snapshot(), rule);
	if (fields.length) throw wrong(fields);
	return {
		id: newId(),
		subject: rule.subject,
		region: rule.region,
		assetClass: rule.assetClass,
		tier: rule.tier,
		function: rule.function ?? null,
		office: rule.office ?? null,
		confidence: rule.confidence,
		reason: 'edited',
		legalBasis: rule.legalBasis,
		note: rule.note,
		validFrom: rule.validFrom,
		validTo: rule.validTo ?? null,
		source: 'edited',
	};
}

function wrongFields(facts: Snapshot, rule: z.output<typeof newRule>): string[] {
	const subjects = [...facts.subjects.values()];
	const family = rule.subject.endsWith('.*') ? rule.subject.slice(0, -1) : undefined;
	const offices = facts.officesOf.get(rule.office?.pemda ?? '') ?? [];
	const functions = () =>
		[...facts.offices.values()].some((office) => office.functions.includes(rule.function ?? ''));
	const assets = () =>
		subjects.some((one) => one.assetClasses.some((asset) => asset.code === rule.assetClass));
	const isOneAnswer = (rule.function === undefined) !== (rule.office === undefined);
	const tests: [field: string, right: boolean][] = [
		[
			'subject',
			rule.subject === '*' ||
				subjects.some((one) => (family ? one.code.startsWith(family) : one.code === rule.subject)),
		],
		['region', facts.regions.has(rule.region)],
		['assetClass', rule.assetClass === '*' || assets()],
		['function', isOneAnswer],
		['office', isOneAnswer],
		['function', rule.function === undefined || functions()],
		['office', rule.office === undefined || offices.some((office) => office.slug === rule.office?.slug)],
		['validTo', rule.validTo === undefined || rule.validTo >= rule.validFrom],
	];
	return tests.filter(([, right]) => !right).map(([field]) => field);
}

export function wrong(fields: string[]): Refusal {
	const messages = fields.map((field) => [field, `regions.field.${field}`]);
	return new Refusal('invalid', 'regions/wrong-rule', { fields: Object.fromEntries(messages) });
}

async function writeRule(
	tx: Tx,
	editor: Editor,
	rule: Responsibility,
	replaces: string | undefined,
): Promise<void> {
	const at = now();
	if (replaces) {
		const old = await selectRule(tx, replaces);
		if (!old) throw new Refusal('not-found', 'regions/no-such-rule');
		if (!mayEditResponsibility(editor, old)) throw new Refusal('forbidden', 'regions/not-yours');
		await refuseGap(replaces, rule);
		await endRule(tx, replaces, dayBefore(rule.validFrom), at, editor.label);
	}
	await insertRule(tx, rule, at, editor.label);
	await record(tx, {
		pemda: pemdaOf(rule.region),
		actor: editor.label,
		act: 'regions/set-responsibility',
		subject: `rule:${rule.id}`,
		...(editor.origin ? { origin: editor.origin } : {}),
		detail: { ...rule, replaces: replaces ?? null },
	});
}
