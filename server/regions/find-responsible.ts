import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import type { Office } from './office.ts';
import { type Asked, governmentOf, type Responsibility, rulesFor, type Tier } from './responsibility.ts';
import { type Snapshot, snapshot } from './snapshot.ts';

/** An office that probably answers for it, how probably, and why. */
export type Responsible = {
	pemda: string;
	officeId: string;
	officeName: string;
	tier: Tier;
	/** 0 to 1, of this office alone: those of several need not add up. */
	confidence: number;
	/** A message with its values. */
	reason: { key: string; params: Record<string, string> };
	legalBasis: string;
	/** Works outside this platform. */
	external: boolean;
	ruleId: string;
};

type Facts = Pick<Snapshot, 'officesOf'>;

const mostAnswers = 20_000;

/**
 * Who answers for a subject at a place today, the likeliest first. From memory and without a query. Never empty: when
 * no rule leads to an office, the desk of the place's government, or the province's when the place is not known, sorts it.
 */
export async function findResponsible(asked: Asked): Promise<Responsible[]> {
	const facts = await snapshot();
	const day = dayOf(now());
	const key = `${day}|${asked.subject}|${asked.region}|${asked.assetClass ?? '*'}`;
	const known = facts.answers.get(key);
	if (known) return known;
	const answer = rank(facts, rulesFor(facts.rules, asked, day), asked.region);
	if (facts.answers.size >= mostAnswers) facts.answers.clear();
	facts.answers.set(key, answer);
	return answer;
}

/** The offices these rules lead to for a place, the likeliest first. */
export function rank(facts: Facts, rules: Responsibility[], region: string): Responsible[] {
	const best = new Map<string, Responsible>();
	for (const rule of rules) {
		const office = officeFor(facts, rule, region);
		if (!office) continue;
		const before = best.get(office.id);
		if (!before || before.confidence < rule.confidence) best.set(office.id, responsible(office, rule));
	}
	return [...best.values()].sort((a, b) => b.confidence - a.confidence);
}

function responsible(office: Office, rule: Responsibility): Responsible {
	return {
		pemda: office.pemda,
		officeId: office.id,
		officeName: office.name,
		tier: rule.tier,
		confidence: rule.confidence,
		reason: rule.note
			? { key: 'regions.reason.edited-because', params: { office: office.name, note: rule.note } }
			: { key: `regions.reason.${rule.reason}`, params: { office: office.name } },
		legalBasis: rule.legalBasis,
		external: office.external,
		ruleId: rule.id,
	};
}

/** The office a rule means in a place; undefined where the place is not known closely enough, or has none. */
export function officeFor(facts: Facts, rule: Responsibility, region: string): Office | undefined {
	const pemda = rule.office?.pemda ?? governmentOf(rule.tier, region);
	if (!pemda) return undefined;
	const offices = facts.officesOf.get(pemda) ?? [];
	if (rule.office) return offices.find((office) => office.slug === rule.office?.slug);
	const area = areaOf(rule.tier, region);
	if (area === undefined) return undefined;
	const found = offices.filter((office) => office.functions.includes(rule.function ?? ''));
	return area === null ? found[0] : found.find((office) => office.region === area);
}

/** The kecamatan or village whose own office is meant; null when any office of the government is; undefined when not known. */
function areaOf(tier: Tier, region: string): string | null | undefined {
	if (tier === 'kecamatan') return region.length >= 8 ? region.slice(0, 8) : undefined;
	if (tier === 'village') return region.length >= 13 ? region : undefined;
	return null;
}
