import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { addWorkingDays, dayOf } from '#platform/workdays';
import { findRegion, getCalendar, listOffices, type Office } from '#regions';
import { type Answers, evaluate, type Facts, type Value } from '#rules';
import { type Definition, decide, findProvider, getService } from '#services';
import { getKbli, listRisks } from '../find-kbli.ts';
import type { Kbli, Risk } from '../kbli.ts';
import { type GuideQuestion, guide, type Permit, type Size, tagsOf } from './guide.ts';
import { planPermits } from './plan-permits.ts';

/** What somebody wants to open, where, how large. */
export type Opening = { kbli: Kbli; region: { code: string; name: string }; size: Size; risk: Risk };

export type PermitNeeded = {
	id: string;
	title: Permit['title'];
	about: Permit['about'];
	tier: Permit['tier'];
	basis: Permit['basis'];
	service: { id: string; title: Definition['title'] } | null;
	help: string | null;
	url: string | null;
	office: { name: Permit['title']; pemda: string | null } | null;
	/** Null where nobody can say; 0 is the same day. */
	workingDays: number | null;
	fee: number | null;
	charges: { label: Permit['title']; amount: number; basis: Permit['basis'] }[];
	/** What speaks against it by the rules of its service, with reasons. */
	against: { reason: Permit['title']; basis: Permit['basis'] }[];
	wave: number;
	after: string[];
};

export type GuideAnswer = {
	permits: PermitNeeded[];
	/** In whole rupiah, of what can be said; `unknownFees` are those that cannot. */
	total: number;
	unknownFees: string[];
	/** Along the longest way; `unknownDays` are not in it. */
	workingDays: number;
	unknownDays: string[];
	/** The day all of it is there if everything is sent today, by the calendar of the regency: 'YYYY-MM-DD'. */
	ready: string;
};

/** Refuses `business/no-such-kbli`, `business/not-a-regency` and `business/no-such-scale`, by field. */
export async function readOpening(typed: { kbli: string; region: string; scale: string }): Promise<Opening> {
	const kbli = await getKbli(typed.kbli);
	const region = /^12\.\d{2}$/.test(typed.region) ? await findRegion(typed.region) : undefined;
	if (!region) throw new Refusal('not-found', 'business/not-a-regency');
	const size = guide.scales.find(({ id }) => id === typed.scale);
	if (!size) throw new Refusal('not-found', 'business/no-such-scale');
	const risk = (await listRisks(kbli.code)).find(({ scale }) => scale === size.risk);
	if (!risk) throw new Error('Every scale has a risk, if only an unknown one');
	return { kbli, region: { code: region.code, name: region.officialName }, size, risk };
}

/** The questions to ask, given what is answered so far: those whose condition holds, each seeing those before it. */
export function questionsOf(opening: Opening, given: Answers): GuideQuestion[] {
	const facts = factsOf(opening, {}, dayOf(now()));
	const kept: Record<string, Value> = { ...facts.answers };
	return guide.questions.filter(({ id, when }) => {
		const isAsked = when === undefined || evaluate(when, { ...facts, answers: kept }) === true;
		if (isAsked && Object.hasOwn(given, id)) kept[id] = given[id] ?? null;
		return isAsked;
	});
}

/** The level of risk that the answer goes by: what the rows say, else what somebody read in OSS. */
export function levelOf(opening: Opening, answers: Answers): Value {
	return evaluate({ named: 'level' }, factsOf(opening, onlyAsked(opening, answers), dayOf(now())));
}

/**
 * All that is needed to open this business there, at every level of government: offices, working days, fees by each
 * service's own rules, in the order things wait for each other. Answers to questions that are not asked do not count.
 */
export async function answerGuide(opening: Opening, given: Answers): Promise<GuideAnswer> {
	const at = now();
	const facts = factsOf(opening, onlyAsked(opening, given), dayOf(at));
	const needed = guide.permits.filter(({ when }) => evaluate(when, facts) === true);
	const costed = await Promise.all(needed.map((permit) => costOf(permit, facts, opening.region.code)));
	const inherit = new Map(guide.permits.map(({ id, after }) => [id, after]));
	const placed = planPermits(
		costed.map(({ id, workingDays, after }) => ({ id, workingDays, after })),
		inherit,
	);
	const permits = placed.flatMap(({ id, wave }) => {
		const one = costed.find((permit) => permit.id === id);
		return one
			? [{ ...one, wave, after: one.after.filter((other) => needed.some((each) => each.id === other)) }]
			: [];
	});
	const workingDays = Math.max(0, ...placed.map(({ until }) => until));
	const calendar = await getCalendar(opening.region.code);
	return {
		permits,
		total: permits.reduce((sum, { fee }) => sum + (fee ?? 0), 0),
		unknownFees: permits.filter(({ fee }) => fee === null).map(({ id }) => id),
		workingDays,
		unknownDays: permits.filter((one) => one.workingDays === null).map(({ id }) => id),
		ready: workingDays === 0 ? dayOf(at) : dayOf(addWorkingDays(at, workingDays, calendar)),
	};
}

/** Which permits a guide's rules ask for, without offices and fees: pure. */
export function permitsFor(opening: Opening, given: Answers, today: string): string[] {
	const facts = factsOf(opening, onlyAsked(opening, given), today);
	return guide.permits.filter(({ when }) => evaluate(when, facts) === true).map(({ id }) => id);
}

function factsOf({ kbli, size, risk, region }: Opening, answers: Answers, today: string): Facts {
	const about = {
		kbli: kbli.code,
		size: size.id,
		scale: size.risk,
		region: region.code,
		knownRisk: risk.level,
	};
	return { answers: { ...answers, ...about, ...tagsOf(kbli.code) }, today, named: guide.named };
}

function onlyAsked(opening: Opening, given: Answers): Answers {
	const asked = new Set(questionsOf(opening, given).map(({ id }) => id));
	return Object.fromEntries(Object.entries(given).filter(([id]) => asked.has(id)));
}

type Costed = Omit<PermitNeeded, 'wave'>;

async function costOf(permit: Permit, facts: Facts, region: string): Promise<Costed> {
	const { id, title, about, tier, basis, after, url, help } = permit;
	const shown = { id, title, about, tier, basis, after, url: url ?? null, help: help ?? null };
	if (!permit.service) {
		const office = await officeOf(permit, region);
		const free = { service: null, charges: [], against: [] };
		return { ...shown, ...free, office, workingDays: permit.workingDays ?? null, fee: permit.fee ?? null };
	}
	const { definition } = await getService(permit.service);
	const answers = answersFor(permit, facts);
	const { charges, total, findings } = decide(definition, answers, facts.today);
	const office = await findProvider(definition, region);
	return {
		...shown,
		service: { id: definition.id, title: definition.title },
		office: office ? nameOf(office) : null,
		workingDays: daysOf(definition.standard.duration),
		fee: total,
		charges: charges.map(({ label, amount, basis: law }) => ({ label, amount, basis: law })),
		against: findings
			.filter(({ outcome, holds }) => outcome === 'ineligible' && holds === false)
			.map(({ reason, basis: law }) => ({ reason, basis: law })),
	};
}

/** Answers of the guide as the service's own questions have them; what is not known is left open. */
export function answersFor({ answers = {} }: Pick<Permit, 'answers'>, facts: Facts): Answers {
	const known = Object.entries(answers).map(([name, rule]) => [name, evaluate(rule, facts)] as const);
	return Object.fromEntries(known.filter(([, value]) => value !== null));
}

export function factsFor(opening: Opening, given: Answers): Facts {
	return factsOf(opening, onlyAsked(opening, given), dayOf(now()));
}

function daysOf({ amount, unit }: Definition['standard']['duration']): number {
	return unit === 'working-day' || unit === 'day' ? amount : 0;
}

async function officeOf(
	{ tier, office, function: of }: Permit,
	region: string,
): Promise<PermitNeeded['office']> {
	if (office) return { name: office, pemda: null };
	const pemda = tier === 'province' ? region.slice(0, 2) : region;
	const [found] = await listOffices(pemda, { function: of ?? '' });
	return found ? nameOf(found) : null;
}

function nameOf({ name, pemda }: Office): PermitNeeded['office'] {
	return { name: { id: name, en: name }, pemda };
}
