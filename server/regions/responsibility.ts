import { pathOf, pemdaOf, province } from './region.ts';

export type Tier = 'national' | 'provincial' | 'regency' | 'kecamatan' | 'village';

/** One line of who answers for what. */
export type Responsibility = {
	id: string;
	/** 'road.pothole', a family 'road.*', or '*'. */
	subject: string;
	/** A region and all below it. */
	region: string;
	/** '*' when it does not matter or is not known. */
	assetClass: string;
	tier: Tier;
	/** A function of the government of that tier … */
	function: string | null;
	/** … or one office. */
	office: { pemda: string; slug: string } | null;
	/** 0 to 1. */
	confidence: number;
	/** Message `regions.reason.<reason>`. */
	reason: string;
	legalBasis: string;
	/** Why an administrator set it so, in their words; null for what shipped. */
	note?: string | null;
	validFrom: string;
	validTo: string | null;
	source: 'data' | 'edited';
};

export type Asked = { subject: string; region: string; assetClass?: string | undefined };

/**
 * The rules that speak to a question on a day: where the asset class is known, rules for it silence those that only
 * guess at it; within one tier the closest place and subject wins, and what somebody edited wins over what shipped.
 */
export function rulesFor(rules: readonly Responsibility[], asked: Asked, day: string): Responsibility[] {
	const fits = rules.filter((rule) => speaksTo(rule, asked, day));
	const known = fits.some((rule) => rule.assetClass !== '*' && rule.subject !== '*');
	const spoken = known ? fits.filter((rule) => rule.assetClass !== '*' || rule.subject === '*') : fits;
	const closest = new Map<string, number>();
	for (const rule of spoken) {
		if (rule.subject === '*') continue;
		closest.set(rule.tier, Math.max(closest.get(rule.tier) ?? 0, closeness(rule)));
	}
	return spoken.filter((rule) => rule.subject === '*' || closeness(rule) === closest.get(rule.tier));
}

function speaksTo(rule: Responsibility, asked: Asked, day: string): boolean {
	const family = `${asked.subject.split('.')[0]}.*`;
	if (rule.subject !== '*' && rule.subject !== asked.subject && rule.subject !== family) return false;
	if (rule.assetClass !== '*' && rule.assetClass !== asked.assetClass) return false;
	if (rule.validFrom > day || (rule.validTo !== null && rule.validTo < day)) return false;
	return pathOf(asked.region).includes(rule.region);
}

function closeness(rule: Responsibility): number {
	const subject = rule.subject.endsWith('*') ? 0 : 1;
	return rule.region.length * 10 + subject * 2 + (rule.source === 'edited' ? 1 : 0);
}

/** The government of a tier for a place; undefined where the place is not known closely enough. */
export function governmentOf(tier: Tier, region: string): string | undefined {
	if (tier === 'national') return '00';
	if (tier === 'provincial') return province;
	return region.length >= 5 ? pemdaOf(region) : undefined;
}
