import { randomUUID } from 'node:crypto';
import type { Class } from '#casework';
import { newId } from '#platform/ids';
import type { Dice } from './dice.ts';
import { inventPerson } from './people.ts';
import { say, tellStory } from './stories.ts';

export const hour = 3_600_000;
const day = 24 * hour;

export type Office = { pemda: string; officeId: string };
export type Seed = {
	number: string;
	accessHash: string;
	filedAt: Date;
	now: Date;
	subject: string;
	class: Class;
	region: { code: string; lat: number | null; lon: number | null; village: string; district: string };
	first: Office;
	/** Whose it really is, when it was sent to the wrong door first. */
	rightful: Office | undefined;
	clocks: { code: string; ruleId: string; amount: number; unit: string; legalBasis: string; dueAt: Date }[];
};
export type Row = Record<string, unknown>;

/**
 * One invented case, told from its filing to this moment: each thing that would happen after now has not happened.
 * Everything it says was done by offices and people marked as invented.
 */
export function tellCase(roll: Dice, seed: Seed): Story {
	const story = startStory(roll, seed);
	publish(roll, story);
	verify(roll, story);
	if (seed.rightful) handOver(roll, story, seed.rightful);
	if (roll.chance(0.12)) askAndWait(roll, story);
	for (let round = 0; round < 2; round++) {
		if (!answer(roll, story)) break;
		if (!disputed(roll, story)) {
			settle(roll, story);
			break;
		}
	}
	return story;
}

export type Story = ReturnType<typeof startStory>;

function startStory(roll: Dice, seed: Seed) {
	const id = newId();
	const privacy = roll.chance(0.06) ? 'confidential' : roll.chance(0.35) ? 'anonymous' : 'named';
	const text = tellStory(roll, seed.subject, seed.region);
	const channel = channelOf(roll);
	const story = {
		seed,
		id,
		privacy,
		text,
		channel,
		person: inventPerson(roll),
		at: seed.filedAt.getTime(),
		holder: seed.first,
		status: 'new',
		outcome: null as string | null,
		answeredAt: null as number | null,
		closedAt: null as number | null,
		publishedAt: null as number | null,
		verifiedAt: null as number | null,
		changedAt: seed.filedAt.getTime(),
		disputes: 0,
		custody: [] as Row[],
		entries: [] as Row[],
		closures: [] as Row[],
		rating: undefined as Row | undefined,
	};
	takeCustody(story, seed.first, 'system:routing');
	write(story, 'filed', { actor: 'anonymous', detail: { channel } });
	return story;
}

function channelOf(roll: Dice): string {
	const at = roll.next();
	if (at < 0.62) return 'web';
	if (at < 0.74) return 'phone';
	if (at < 0.84) return 'letter';
	if (at < 0.92) return 'counter';
	return 'open311';
}

/** Moves the story on; false when that moment lies in the future, and then nothing more happens. */
function passes(story: Story, waitMs: number): boolean {
	if (story.at === Number.POSITIVE_INFINITY) return false;
	const next = working(story.at + waitMs);
	if (next > story.seed.now.getTime()) {
		story.at = Number.POSITIVE_INFINITY;
		return false;
	}
	story.at = next;
	story.changedAt = next;
	return true;
}

/** Offices act on weekdays between 8 and 16 in Medan (UTC+7). */
function working(at: number): number {
	let moved = at;
	for (;;) {
		const local = new Date(moved + 7 * hour);
		const weekend = local.getUTCDay() === 0 || local.getUTCDay() === 6;
		if (!weekend && local.getUTCHours() >= 8 && local.getUTCHours() < 16) return moved;
		moved += weekend ? 8 * hour : 3 * hour;
	}
}

function write(story: Story, kind: string, more: Partial<Row> = {}): void {
	story.entries.push({
		pemda: story.seed.first.pemda,
		id: randomUUID(),
		case_id: story.id,
		at: new Date(story.at),
		kind,
		visibility: story.privacy === 'confidential' ? 'person' : 'public',
		actor: 'system:demo',
		actor_name: '',
		office_pemda: story.holder.pemda,
		office_id: story.holder.officeId,
		body: '',
		detail: {},
		...more,
	});
}

function takeCustody(story: Story, office: Office, by: string): void {
	const from = story.custody.at(-1);
	if (from) Object.assign(from, { state: 'passed', ended_at: new Date(story.at) });
	story.custody.push({
		pemda: office.pemda,
		id: randomUUID(),
		case_pemda: story.seed.first.pemda,
		case_id: story.id,
		office_id: office.officeId,
		state: 'held',
		from_pemda: from?.pemda ?? null,
		from_office_id: from?.office_id ?? null,
		reason: '',
		offered_at: new Date(story.at),
		offered_by: by,
		decided_at: new Date(story.at),
		decided_by: by,
		ended_at: null,
	});
	story.holder = office;
}

function publish(roll: Dice, story: Story): void {
	if (story.privacy === 'confidential' || roll.chance(0.03)) return;
	const at = working(story.at + roll.days(0.3) * day);
	if (at <= story.seed.now.getTime()) story.publishedAt = at;
}

function verify(roll: Dice, story: Story): void {
	if (!passes(story, roll.days(0.8) * day)) return;
	story.verifiedAt = story.at;
	story.status = 'verified';
	write(story, 'verified');
}

function handOver(roll: Dice, story: Story, rightful: Office): void {
	if (!passes(story, roll.days(0.4) * day)) return;
	write(story, 'offered', {
		body: say.handOver(roll),
		detail: { toPemda: rightful.pemda, toOffice: rightful.officeId },
	});
	if (!passes(story, roll.days(0.8) * day)) {
		offerWaits(story, rightful);
		return;
	}
	if (roll.chance(0.12)) {
		write(story, 'refused', {
			body: say.refusal(roll),
			office_pemda: rightful.pemda,
			office_id: rightful.officeId,
		});
		if (!passes(story, roll.days(0.5) * day)) return;
	}
	takeCustody(story, rightful, 'system:demo');
	write(story, 'accepted');
}

function offerWaits(story: Story, rightful: Office): void {
	const offeredAt = story.entries.at(-1)?.at;
	story.custody.push({
		...story.custody.at(-1),
		id: randomUUID(),
		pemda: rightful.pemda,
		office_id: rightful.officeId,
		state: 'offered',
		from_pemda: story.holder.pemda,
		from_office_id: story.holder.officeId,
		reason: 'Menurut lokasi, ini wilayah Anda.',
		offered_at: offeredAt,
		offered_by: 'system:demo',
		decided_at: null,
		decided_by: null,
	});
}

function askAndWait(roll: Dice, story: Story): void {
	if (!passes(story, roll.days(0.7) * day)) return;
	story.status = 'waiting';
	write(story, 'asked', { visibility: 'person', body: say.ask(roll) });
	if (!passes(story, roll.days(1.5) * day)) return;
	story.status = 'in-progress';
	write(story, 'reply', { visibility: 'person', actor: `person:${story.id}`, body: say.reply(roll) });
	write(story, 'resumed');
}

function answer(roll: Dice, story: Story): boolean {
	if (story.status !== 'new' && story.at !== Number.POSITIVE_INFINITY && roll.chance(0.7))
		story.status = 'in-progress';
	const median = story.seed.class === 'complaint' ? 6 : 3;
	if (!passes(story, roll.days(median) * day)) return false;
	story.status = 'answered';
	story.answeredAt = story.at;
	const body = say.answer(roll);
	write(story, 'answer', { body });
	story.closures.push({
		pemda: story.seed.first.pemda,
		id: randomUUID(),
		case_id: story.id,
		answered_at: new Date(story.at),
		answered_by: 'system:demo',
		office_pemda: story.holder.pemda,
		office_id: story.holder.officeId,
	});
	return true;
}

function disputed(roll: Dice, story: Story): boolean {
	if (!roll.chance(0.11)) return false;
	if (!passes(story, roll.days(1.2) * day)) return true;
	const reason = say.dispute(roll);
	story.status = 'disputed';
	story.answeredAt = null;
	story.disputes++;
	Object.assign(story.closures.at(-1) ?? {}, { disputed_at: new Date(story.at), dispute: reason });
	write(story, 'disputed', { actor: `person:${story.id}`, body: reason });
	return true;
}

function settle(roll: Dice, story: Story): void {
	const confirmed = roll.chance(0.55);
	if (!passes(story, confirmed ? roll.days(1.5) * day : 14 * day)) return;
	story.status = 'closed';
	story.outcome = confirmed ? 'confirmed' : 'silent';
	story.closedAt = story.at;
	Object.assign(story.closures.at(-1) ?? {}, {
		closed_at: new Date(story.at),
		...(confirmed ? { confirmed_at: new Date(story.at) } : {}),
	});
	Object.assign(story.custody.at(-1) ?? {}, { state: 'ended', ended_at: new Date(story.at) });
	write(
		story,
		confirmed ? 'confirmed' : 'closed',
		confirmed ? { actor: `person:${story.id}` } : { actor: 'system:clock' },
	);
	if (confirmed && roll.chance(0.6)) rate(roll, story);
}

function rate(roll: Dice, story: Story): void {
	const mark = () => Math.min(4, Math.max(1, Math.round(roll.between(2.2, 4.4))));
	story.rating = {
		pemda: story.seed.first.pemda,
		case_id: story.id,
		at: new Date(story.closedAt ?? 0),
		office_pemda: story.holder.pemda,
		office_id: story.holder.officeId,
		...{ u2: mark(), u3: mark(), u6: mark(), u7: mark(), u8: mark() },
		comment: '',
	};
}
