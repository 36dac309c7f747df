import { planDeadlines } from '#casework';
import type { Dice } from './dice.ts';
import { plantSeed } from './plant-seed.ts';
import type { Setting } from './setting.ts';
import { day, type Story } from './story.ts';
import { type Fate, fates, leadTo } from './story-of-a-case.ts';

const about = { subject: 'road.pothole', class: 'complaint' } as const;
const fateNames = Object.keys(fates).filter((name): name is Fate => name in fates && name !== 'late');

/**
 * One case for every state in every government, and one late enough to have reached each rung of its ladder. State by state
 * through all governments, so that a small demonstration shows many.
 */
export async function* showEverything(roll: Dice, setting: Setting, now: Date): AsyncGenerator<Story> {
	const running = new Map<string, Story>();
	for (const fate of fateNames) {
		for (const pemda of setting.governments) {
			const story = await show(roll, setting, { pemda, fate, now, same: running.get(pemda) });
			if (fate === 'in-progress') running.set(pemda, story);
			yield story;
		}
	}
	for (const pemda of setting.governments) yield* showLadder(roll, setting, pemda, now);
}

type Shown = { pemda: string; fate: Fate; now: Date; same?: Story | undefined; filedAt?: Date };

async function show(
	roll: Dice,
	setting: Setting,
	{ pemda, fate, now, same, filedAt }: Shown,
): Promise<Story> {
	const { office, place } = await setting.works(pemda);
	const other = await setting.works(pemda === '12' ? '12.71' : '12');
	const like = fate === 'merged' ? same : undefined;
	const seed = await plantSeed(setting, {
		...about,
		now,
		filedAt: filedAt ?? new Date(now.getTime() - fates[fate] * day - 3_600_000),
		region: like?.seed.region ?? place,
		first: office,
		rightful: undefined,
		...(like ? { text: like.text } : {}),
	});
	return leadTo(roll, seed, fate, { office: other.office, same });
}

/** One case for each rung: the later it is, the higher it went. */
async function* showLadder(roll: Dice, setting: Setting, pemda: string, now: Date): AsyncGenerator<Story> {
	const { office } = await setting.works(pemda);
	const top = (await setting.ladder(office)).length - 1;
	for (let level = 1; level <= top; level++) {
		const filedAt = await lateBy(pemda, level, now);
		yield show(roll, setting, { pemda, fate: 'late', now, filedAt });
	}
}

/** The day to have filed on for a case to be on this rung now. */
async function lateBy(pemda: string, level: number, now: Date): Promise<Date> {
	for (let days = 14; ; days++) {
		const startedAt = new Date(now.getTime() - days * day);
		const [solve] = await planDeadlines(['solve'], { class: about.class, pemda, startedAt });
		let climbed = 0;
		for (let at = solve?.dueAt ?? now; at < now && climbed < level; climbed++) {
			const [next] = await planDeadlines(['escalate'], { class: about.class, pemda, startedAt: at });
			at = next?.dueAt ?? now;
		}
		if (climbed === level) return startedAt;
	}
}
