import { randomUUID } from 'node:crypto';
import type { Class } from '#casework';
import { newId } from '#platform/ids';
import type { Dice } from './dice.ts';
import { inventPerson } from './people.ts';
import { tellStory } from './stories.ts';

export const hour = 3_600_000;
export const day = 24 * hour;

export type Office = { pemda: string; officeId: string };
export type Clock = {
	code: string;
	ruleId: string;
	amount: number;
	unit: string;
	legalBasis: string;
	startedAt: Date;
	dueAt: Date;
};
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
	clocks: Clock[];
	/** The same report as another one, told in the same words. */
	text?: { title: string; body: string };
};
export type Row = Record<string, unknown>;
export type Story = ReturnType<typeof startStory>;
export type Privacy = 'named' | 'confidential' | 'anonymous';

/** A case on its first day: filed, with the office it was routed to. */
export function startStory(roll: Dice, seed: Seed, privacy: Privacy = privacyOf(roll)) {
	const channel = channelOf(roll);
	const story = {
		seed,
		id: newId(),
		privacy,
		text: seed.text ?? tellStory(roll, seed.subject, seed.region),
		channel,
		person: inventPerson(roll),
		at: seed.filedAt.getTime(),
		holder: seed.first,
		status: 'new',
		outcome: null as string | null,
		publication: 'pending' as 'pending' | 'published' | 'withheld' | 'never',
		answeredAt: null as number | null,
		closedAt: null as number | null,
		publishedAt: null as number | null,
		moderatedAt: null as number | null,
		verifiedAt: null as number | null,
		/** When the present holder took it over, if it was handed to them. */
		acceptedAt: null as number | null,
		waitingSince: null as number | null,
		changedAt: seed.filedAt.getTime(),
		disputes: 0,
		escalation: 0,
		custody: [] as Row[],
		entries: [] as Row[],
		closures: [] as Row[],
		/** Clocks that later events started: to accept an offer, to close by itself, to climb. */
		clocks: [] as (Clock & { custodyId: string | null })[],
		attachments: [] as Row[],
		merge: undefined as Row | undefined,
		rating: undefined as Row | undefined,
	};
	if (privacy === 'confidential') story.publication = 'never';
	takeCustody(story, seed.first, 'system:routing');
	write(story, 'filed', { actor: 'anonymous', detail: { channel } });
	return story;
}

function privacyOf(roll: Dice): Privacy {
	return roll.chance(0.06) ? 'confidential' : roll.chance(0.35) ? 'anonymous' : 'named';
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
export function passes(story: Story, waitMs: number): boolean {
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
export function working(at: number): number {
	let moved = at;
	for (;;) {
		const local = new Date(moved + 7 * hour);
		const weekend = local.getUTCDay() === 0 || local.getUTCDay() === 6;
		if (!weekend && local.getUTCHours() >= 8 && local.getUTCHours() < 16) return moved;
		moved += weekend ? 8 * hour : 3 * hour;
	}
}

/** Adds a line to the file of the case; returns its id. */
export function write(story: Story, kind: string, more: Partial<Row> = {}): string {
	const id = randomUUID();
	story.entries.push({
		pemda: story.seed.first.pemda,
		id,
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
	return id;
}

/** A custody row: offered now by the holder, and nothing decided yet. */
export function offerRow(story: Story, to: Office, reason: string): Row {
	return {
		pemda: to.pemda,
		id: randomUUID(),
		case_pemda: story.seed.first.pemda,
		case_id: story.id,
		office_id: to.officeId,
		state: 'offered',
		from_pemda: story.holder.pemda,
		from_office_id: story.holder.officeId,
		reason,
		offered_at: new Date(story.at),
		offered_by: 'system:demo',
		decided_at: null,
		decided_by: null,
		refusal: null,
		ended_at: null,
	};
}

export function takeCustody(story: Story, office: Office, by: string, offer?: Row): void {
	const from = story.custody.find((row) => row['state'] === 'held');
	const at = new Date(story.at);
	if (from) Object.assign(from, { state: 'passed', ended_at: at });
	const row = offer ?? {
		...offerRow(story, office, ''),
		offered_by: by,
		from_pemda: null,
		from_office_id: null,
	};
	Object.assign(row, { state: 'held', decided_at: at, decided_by: by });
	if (!offer) story.custody.push(row);
	story.holder = office;
}

/** The case is over. */
export function close(story: Story, outcome: string): void {
	story.status = 'closed';
	story.outcome = outcome;
	story.closedAt = story.at;
	for (const row of story.custody) {
		if (row['ended_at'] === null) Object.assign(row, { state: 'ended', ended_at: new Date(story.at) });
	}
}
