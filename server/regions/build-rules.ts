import { type OfficeRow, ruleId } from './build-offices.ts';
import type { Facts } from './read-facts.ts';
import type { Responsibility } from './responsibility.ts';

/** The shipped rules of responsibility. Refuses one about a subject, asset class, function or office that is not there. */
export function buildRules({ responsibilities, subjects }: Facts, offices: OfficeRow[]): Responsibility[] {
	const known = subjects.groups.flatMap((group) => group.subjects.map((subject) => subject.code));
	const families = known.map((code) => `${code.split('.')[0]}.*`);
	const about = new Set(['*', ...known, ...families]);
	const assets = new Set(['*', ...subjects.assetClasses.map((asset) => asset.code)]);
	const functions = new Set(offices.flatMap((office) => office.functions));
	const places = new Set(offices.map((office) => `${office.pemda}/${office.slug}`));
	return responsibilities.rules.map((rule) => {
		const content = [rule.subject, rule.asset, rule.region, rule.tier, rule.function ?? rule.office].join(
			' ',
		);
		const wrong =
			!about.has(rule.subject) ||
			!assets.has(rule.asset) ||
			(rule.function === undefined) === (rule.office === undefined) ||
			(rule.function !== undefined && !functions.has(rule.function)) ||
			(rule.office !== undefined && !places.has(rule.office));
		if (wrong) throw new Error(`data/responsibilities.json: ${content}: names something that is not there`);
		const [pemda, slug] = rule.office?.split('/') ?? [];
		return {
			id: ruleId(content),
			subject: rule.subject,
			region: rule.region,
			assetClass: rule.asset,
			tier: rule.tier,
			function: rule.function ?? null,
			office: pemda && slug ? { pemda, slug } : null,
			confidence: rule.confidence,
			reason: rule.reason,
			legalBasis: rule.legalBasis,
			validFrom: rule.validFrom,
			validTo: rule.validTo ?? null,
			source: 'data',
		};
	});
}
