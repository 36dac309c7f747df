import { type Actor, labelOf } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { dayOf, endOf } from '#platform/workdays';
import { findPost, getOffice } from '#regions';
import { lastMoment } from '../framework/framework.ts';
import { type Requirement, requirementsOf } from '../framework/requirements.ts';
import { isDay } from '../is-day.ts';
import { fenceOf, mayPlan } from '../policy.ts';
import { insertActions, selectActions } from '../store/actions.ts';
import { type Plan, selectStandings } from '../store/plans.ts';
import { getRequirement, holdPlan, type PlanRef, requireOpen } from './read-plan.ts';
import { spreadDays } from './spread-days.ts';

/** Some documents by their paths, or what an area has that is not accepted yet: all of it, or what nobody was given. */
export type Which = { requirements: string[] } | { area: string; onlyFree: boolean };
export type Assignment = PlanRef &
	Which & {
		officeId: string;
		/** The post in that office that answers for it; without one whoever sits there. */
		postId?: string | undefined;
		/** What is to be done for it, in one's own words. */
		work?: string | undefined;
		target: string;
		unit: string;
		/** Days, Asia/Jakarta. */
		startsOn: string;
		dueOn: string;
		/** Several documents fall due one after the other between the two days, the weightiest first; else all on the last. */
		spread?: boolean | undefined;
	};

/**
 * Says which office brings documents, by which day; later lines take the place of those before. Returns the batch, by
 * which all of it is taken back. Refuses `renaksi/not-yours`, `closed`, `no-documents`, `no-such-document`, `wrong-day`,
 * `due-too-late` (after the framework takes nothing any more), `no-such-post` and `too-long`.
 */
export async function assignDocuments(
	actor: Actor,
	one: Assignment,
): Promise<{ batch: string; count: number }> {
	const { pemda, year } = one;
	if (!mayPlan(actor, pemda)) throw new Refusal('forbidden', 'renaksi/not-yours');
	checkWords(one);
	checkSchedule(one);
	const office = await getOffice(pemda, one.officeId);
	const post = await findOwner(one);
	return withScope(fenceOf(actor), async (tx) => {
		const plan = await holdPlan(tx, { pemda, year });
		requireOpen(plan);
		if (one.dueOn > lastDayOf(plan)) {
			throw refuseField('conflict', 'due-too-late', 'dueOn', { day: lastDayOf(plan) });
		}
		const chosen = await choose(tx, plan, one);
		if (chosen.length === 0) throw refuseField('invalid', 'no-documents', 'documents');
		const days = one.spread ? spreadDays(one, chosen.length) : chosen.map(() => one.dueOn);
		const [batch, at, by] = [newId(), now(), labelOf(actor)];
		const shared = {
			...{ pemda, year, batch, at, by, undoes: null, startsOn: one.startsOn },
			...{ officeId: office.id, officeName: office.name },
			...{ postId: post?.id ?? null, postTitle: post?.title ?? '' },
			...{ work: one.work?.trim() ?? '', target: one.target, unit: one.unit },
		};
		const lines = chosen.map(({ id }, index) => ({
			...{ ...shared, id: newId(), requirement: id, dueAt: dueAtOf(plan, days[index] ?? one.dueOn) },
		}));
		await insertActions(tx, lines);
		const detail = {
			...{ requirements: chosen.map(({ id }) => id), officeId: office.id },
			...{ startsOn: one.startsOn, dueOn: one.dueOn },
		};
		await record(tx, { pemda, actor: by, act: 'renaksi/assign-documents', subject: `plan:${year}`, detail });
		return { batch, count: chosen.length };
	});
}

const lastDayOf = ({ framework }: Plan) => dayOf(lastMoment(framework));

/** The end of a day, or of the last moment in which anything is taken. */
function dueAtOf(plan: Plan, day: string): Date {
	return day === lastDayOf(plan) ? lastMoment(plan.framework) : endOf(day);
}

async function choose(tx: Tx, plan: Plan, which: Which): Promise<Requirement[]> {
	if ('requirements' in which) {
		return [...new Set(which.requirements)].map((id) => getRequirement(plan, id));
	}
	const { pemda, year } = plan;
	const states = await selectStandings(tx, pemda, year, now());
	const given = which.onlyFree ? await selectActions(tx, pemda, year) : new Map();
	return requirementsOf(plan.framework)
		.all.filter(
			({ id, area }) =>
				(which.area === 'all' || area.id === which.area) &&
				states.get(id)?.state !== 'accepted' &&
				!given.has(id),
		)
		.sort((a, b) => (a.units < b.units ? 1 : a.units > b.units ? -1 : 0));
}

async function findOwner({ pemda, officeId, postId }: Assignment) {
	if (!postId) return undefined;
	const post = await findPost(pemda, postId);
	if (post?.officeId !== officeId) throw refuseField('not-found', 'no-such-post', 'office');
	return post;
}

function checkSchedule({ startsOn, dueOn }: Assignment): void {
	if (!isDay(startsOn)) throw refuseField('invalid', 'wrong-day', 'startsOn');
	if (!isDay(dueOn)) throw refuseField('invalid', 'wrong-day', 'dueOn');
	if (startsOn > dueOn) throw refuseField('invalid', 'wrong-schedule', 'dueOn');
}

const longest = { work: 500, target: 100, unit: 100 } as const;

function checkWords(one: Assignment): void {
	for (const field of ['work', 'target', 'unit'] as const) {
		const most = longest[field];
		if ((one[field] ?? '').length > most) throw refuseField('invalid', 'too-long', field, { most });
	}
}

function refuseField(
	kind: ConstructorParameters<typeof Refusal>[0],
	code: string,
	field: string,
	params: Record<string, string | number> = {},
): Refusal {
	return new Refusal(kind, `renaksi/${code}`, { params, fields: { [field]: `refusal.renaksi.${code}` } });
}
