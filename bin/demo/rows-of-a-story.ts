import { randomUUID } from 'node:crypto';
import { planDeadlines } from '#casework';
import type { Clock, Row, Story } from './story.ts';

const tables = [
	...([
		'case',
		'contact',
		'custody',
		'deadline',
		'deadline_pause',
		'entry',
		'attachment',
		'closure',
	] as const),
	...(['merge', 'rating'] as const),
] as const;
export type Rows = Record<(typeof tables)[number], Row[]>;

export function noRows(): Rows {
	return {
		...{ case: [], contact: [], custody: [], deadline: [], deadline_pause: [], entry: [], attachment: [] },
		...{ closure: [], merge: [], rating: [] },
	};
}

/** The clocks that later events started and that run now: an offer waits for a yes, an answer for the person's. */
export async function startClocks(story: Story): Promise<void> {
	const { seed } = story;
	const offer = story.custody.find((row) => row['state'] === 'offered');
	const plan = async (code: 'accept' | 'auto-close', pemda: string, at: number, custodyId: string | null) => {
		const [clock] = await planDeadlines([code], { class: seed.class, pemda, startedAt: new Date(at) });
		if (clock) story.clocks.push({ ...clock, custodyId });
	};
	if (offer) await plan('accept', String(offer['pemda']), Number(offer['offered_at']), String(offer['id']));
	if (story.status === 'answered' && story.answeredAt !== null)
		await plan('auto-close', seed.first.pemda, story.answeredAt, null);
}

/** Adds what a story left behind to the rows of each table. */
export function addRows(story: Story, into: Rows): void {
	const { seed } = story;
	for (const row of story.custody) row['due_at'] = nextDue(story);
	into.case.push(caseRow(story));
	if (story.privacy !== 'anonymous')
		into.contact.push({ pemda: seed.first.pemda, case_id: story.id, ...story.person });
	into.custody.push(...story.custody);
	into.entry.push(...story.entries);
	into.attachment.push(...story.attachments);
	into.closure.push(...story.closures);
	for (const clock of seed.clocks) addClock(story, clock, into);
	for (const clock of story.clocks) into.deadline.push(running(story, clock));
	if (story.merge) into.merge.push(story.merge);
	if (story.rating) into.rating.push(story.rating);
}

function caseRow(story: Story): Row {
	const { seed } = story;
	const holders = [...new Map(story.custody.map((row) => [row['office_id'], row])).values()];
	const readers = story.privacy === 'confidential' ? holders.slice(-1) : holders;
	const published = story.publication === 'published';
	return {
		pemda: seed.first.pemda,
		id: story.id,
		number: seed.number,
		kind: 'report',
		class: seed.class,
		title: story.text.title,
		body: story.text.body,
		subject: seed.subject,
		region: seed.region.code,
		lat: seed.region.lat,
		lon: seed.region.lon,
		place: '',
		privacy: story.privacy,
		channel: story.channel,
		lang: 'id',
		details: { demo: true },
		access_hash: seed.accessHash,
		status: story.status,
		outcome: story.outcome,
		holder_pemda: story.holder.pemda,
		holder_office_id: story.holder.officeId,
		reader_pemda: [...new Set(readers.map((row) => row['pemda']))],
		reader_offices: readers.map((row) => row['office_id']),
		escalation: story.escalation,
		filed_at: seed.filedAt,
		due_at: solveDue(story),
		answered_at: dateOf(story.answeredAt),
		closed_at: dateOf(story.closedAt),
		changed_at: new Date(story.changedAt),
		published_title: published ? story.text.title : null,
		published_body: published ? story.text.body : null,
		publication: story.publication,
		disputes: story.disputes,
		reopenings: 0,
		version: 1,
	};
}

/** A clock of the first day: met, run out, stopped, or running. */
function addClock(story: Story, clock: Clock, into: Rows): void {
	const met = { verify: story.verifiedAt, solve: story.answeredAt, moderate: story.moderatedAt };
	const metAt = Object.entries(met).find(([code]) => code === clock.code)?.[1] ?? null;
	const over = metAt ?? story.closedAt ?? story.waitingSince ?? story.seed.now.getTime();
	const pausedSince = metAt === null && clock.code === 'solve' ? dateOf(story.waitingSince) : null;
	const row = {
		...running(story, { ...clock, custodyId: null }),
		paused_since: pausedSince,
		met_at: dateOf(metAt),
		cancelled_at: metAt === null ? dateOf(story.closedAt) : null,
		fired_at: clock.dueAt.getTime() < over ? clock.dueAt : null,
	};
	into.deadline.push(row);
	if (!pausedSince) return;
	const pause = { paused_at: pausedSince, resumed_at: null, reason: 'waiting for the person' };
	into.deadline_pause.push({ pemda: row.pemda, deadline_id: row.id, ...pause });
}

function running(story: Story, clock: Clock & { custodyId: string | null }) {
	return {
		pemda: story.seed.first.pemda,
		id: randomUUID(),
		case_id: story.id,
		custody_id: clock.custodyId,
		code: clock.code,
		rule_id: clock.ruleId,
		amount: clock.amount,
		unit: clock.unit,
		legal_basis: clock.legalBasis,
		calendar: story.seed.first.pemda,
		started_at: clock.startedAt,
		due_at: clock.dueAt,
		paused_since: null,
		met_at: null,
		cancelled_at: null,
		fired_at: null,
	};
}

function solveDue(story: Story): Date {
	return story.seed.clocks.find((clock) => clock.code === 'solve')?.dueAt ?? story.seed.filedAt;
}

/** What the holder's inbox is ordered by: the nearest clock not met. */
function nextDue(story: Story): Date {
	const verify = story.seed.clocks.find((clock) => clock.code === 'verify')?.dueAt;
	return story.verifiedAt === null && verify ? verify : solveDue(story);
}

function dateOf(at: number | null): Date | null {
	return at === null ? null : new Date(at);
}
