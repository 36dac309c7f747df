import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import { officeFor } from './find-responsible.ts';
import type { Office } from './office.ts';
import { type Editor, mayEditResponsibility } from './policy.ts';
import { pathOf, province } from './region.ts';
import { wordsOf } from './search-key.ts';
import { type Snapshot, snapshot } from './snapshot.ts';
import { type RuleLine, selectRules } from './store/rules.ts';

type Text = { id: string; en: string };

/** A rule of who answers for what, as a government reads it. */
export type ListedRule = Omit<RuleLine, 'office'> & {
	/** The subjects it speaks of: one, those of a family, or none for everything. */
	subjects: Text[];
	groups: Text[];
	groupCodes: string[];
	assetName: Text | null;
	regionName: string;
	/** The office it means for this government; for one that means an office of each kabupaten, kecamatan or village, none. */
	office: Pick<Office, 'pemda' | 'id' | 'name' | 'external'> | undefined;
	when: 'now' | 'coming' | 'past';
	mayEdit: boolean;
};

export type RuleFilter = {
	/** A government: the rules that speak to it and to places in it; for the province all. */
	pemda: string;
	group?: string;
	subject?: string;
	/** The id of the office that answers. */
	office?: string;
	q?: string;
	past?: boolean;
};

/**
 * The rules of who answers for what in the order of the subjects, the likeliest first; with every office that answers for
 * something there. `after` is the `next` of the page before.
 */
export async function listRules(
	editor: Editor,
	filter: RuleFilter,
	{ after, limit = 50 }: { after?: string; limit?: number } = {},
): Promise<{
	rows: ListedRule[];
	next: string | undefined;
	count: number;
	offices: { id: string; name: string }[];
}> {
	const facts = await snapshot();
	const all = (await selectRules(province))
		.filter((rule) => isOf(filter.pemda, rule))
		.map((rule) => describe(facts, rule, filter.pemda, editor));
	const running = all.filter((rule) => filter.past || rule.when !== 'past');
	const found = running.filter((rule) => fits(rule, filter)).sort(inOrder(facts));
	const from = after ? found.findIndex(({ id }) => id === after) + 1 : 0;
	const rows = found.slice(from, from + limit);
	const next = found.length > from + limit ? rows.at(-1)?.id : undefined;
	const offices = new Map(running.flatMap(({ office }) => (office ? [[office.id, office.name]] : [])));
	return {
		rows,
		next,
		count: found.length,
		offices: [...offices]
			.map(([id, name]) => ({ id, name }))
			.sort((a, b) => a.name.localeCompare(b.name, 'id')),
	};
}

function isOf(pemda: string, { region }: RuleLine): boolean {
	return pemda === province || pathOf(pemda).includes(region) || region.startsWith(`${pemda}.`);
}

function describe(facts: Snapshot, rule: RuleLine, pemda: string, editor: Editor): ListedRule {
	const place = rule.region.length > pemda.length ? rule.region : pemda;
	const office = officeFor(facts, rule, place);
	const subjects = [...facts.subjects.values()].filter(({ code }) => speaksOf(rule.subject, code));
	const groups = facts.groups.filter(({ code }) => subjects.some(({ group }) => group === code));
	const today = dayOf(now());
	return {
		...rule,
		subjects: subjects.map(({ name }) => name),
		groups: rule.subject === '*' ? [] : groups.map(({ name }) => name),
		groupCodes: groups.map(({ code }) => code),
		assetName: assetName(facts, rule.assetClass),
		regionName: facts.regions.get(rule.region)?.officialName ?? rule.region,
		office: office && { pemda: office.pemda, id: office.id, name: office.name, external: office.external },
		when: rule.validFrom > today ? 'coming' : rule.validTo !== null && rule.validTo < today ? 'past' : 'now',
		mayEdit: mayEditResponsibility(editor, rule),
	};
}

function speaksOf(pattern: string, code: string): boolean {
	return pattern === code || (pattern.endsWith('.*') && code.startsWith(pattern.slice(0, -1)));
}

function assetName(facts: Snapshot, code: string): Text | null {
	for (const { assetClasses } of facts.subjects.values()) {
		const found = assetClasses.find((asset) => asset.code === code);
		if (found) return found.name;
	}
	return null;
}

function fits(rule: ListedRule, { group, subject, office, q }: RuleFilter): boolean {
	const words = [...rule.subjects, ...rule.groups, rule.assetName].flatMap((name) => [name?.id, name?.en]);
	const text = wordsOf([...words, rule.regionName, rule.office?.name, rule.legalBasis, rule.note].join(' '));
	return (
		(!group || rule.groupCodes.includes(group)) &&
		(!subject || rule.subject === '*' || speaksOf(rule.subject, subject)) &&
		(!office || rule.office?.id === office) &&
		wordsOf(q ?? '').every((word) => text.some((one) => one.startsWith(word)))
	);
}

/** As the subjects stand in the lists people choose from; families before their subjects, "everything" last. */
function inOrder(facts: Snapshot): (a: ListedRule, b: ListedRule) => number {
	const codes = [...facts.subjects.keys()];
	const place = ({ subject }: ListedRule) => {
		if (subject === '*') return codes.length;
		const at = codes.indexOf(subject);
		return at >= 0 ? at : codes.findIndex((code) => code.startsWith(subject.slice(0, -1))) - 0.5;
	};
	return (a, b) =>
		place(a) - place(b) ||
		b.confidence - a.confidence ||
		a.region.localeCompare(b.region) ||
		(a.id < b.id ? -1 : 1);
}
