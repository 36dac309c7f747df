import { randomUUID } from 'node:crypto';
import type { Dice } from './dice.ts';
import { say } from './stories.ts';
import {
	close,
	day,
	type Office,
	offerRow,
	passes,
	type Story,
	takeCustody,
	working,
	write,
} from './story.ts';

/** Somebody reads it over and shows it; now and then nobody has yet. */
export function publish(roll: Dice, story: Story): void {
	if (story.privacy === 'confidential' || roll.chance(0.03)) return;
	const at = working(story.at + roll.days(0.3) * day);
	if (at > story.seed.now.getTime()) return;
	Object.assign(story, { publishedAt: at, moderatedAt: at, publication: 'published' });
}

/** The text stays out of sight: it names somebody and nothing else would be left of it. */
export function withhold(story: Story): void {
	if (!passes(story, 4 * 3_600_000)) return;
	Object.assign(story, { moderatedAt: story.at, publishedAt: null, publication: 'withheld' });
	write(story, 'withheld', {
		visibility: 'internal',
		body: 'Berisi tuduhan kepada orang yang disebut namanya.',
	});
}

export function verify(roll: Dice, story: Story): void {
	if (!passes(story, roll.days(0.8) * day)) return;
	story.verifiedAt = story.at;
	story.status = 'verified';
	write(story, 'verified');
}

/** The holder says whose it is. The receiver says yes, says no, or nothing: then it goes to their government's desk. */
export function handOver(roll: Dice, story: Story, to: Office, answer: 'yes' | 'no' | 'silence'): void {
	if (!passes(story, roll.days(0.4) * day)) return;
	const offer = offerTo(roll, story, to);
	if (!passes(story, (answer === 'silence' ? 3 : roll.days(0.5)) * day)) return;
	const office = { office_pemda: to.pemda, office_id: to.officeId };
	const decided = { decided_at: new Date(story.at), decided_by: 'system:demo', ended_at: new Date(story.at) };
	if (answer === 'no') {
		const refusal = say.refusal(roll);
		Object.assign(offer, { ...decided, state: 'refused', refusal });
		write(story, 'refused', { ...office, body: refusal });
	} else if (answer === 'silence') {
		Object.assign(offer, { ...decided, state: 'lapsed', decided_by: 'system:clock' });
		write(story, 'lapsed', { ...office, actor: 'system:clock' });
	} else {
		takeCustody(story, to, 'system:demo', offer);
		story.acceptedAt = story.at;
		write(story, 'accepted', office);
	}
}

export function offerTo(roll: Dice, story: Story, to: Office) {
	const body = say.handOver(roll);
	const offer = offerRow(story, to, body);
	story.custody.push(offer);
	story.changedAt = story.at;
	write(story, 'offered', { body, detail: { toPemda: to.pemda, toOffice: to.officeId } });
	return offer;
}

export function askAndWait(roll: Dice, story: Story, replyDays = roll.days(1.5)): void {
	if (!passes(story, roll.days(0.7) * day)) return;
	story.status = 'waiting';
	story.waitingSince = story.at;
	write(story, 'asked', { visibility: 'person', body: say.ask(roll) });
	if (!passes(story, replyDays * day)) return;
	story.status = 'in-progress';
	story.waitingSince = null;
	write(story, 'reply', { visibility: 'person', actor: `person:${story.id}`, body: say.reply(roll) });
	write(story, 'resumed');
}

export function start(roll: Dice, story: Story): void {
	if (!passes(story, roll.days(0.5) * day)) return;
	story.status = 'in-progress';
	write(story, 'started');
}

export function answer(roll: Dice, story: Story): boolean {
	if (story.status === 'verified' && roll.chance(0.7)) start(roll, story);
	if (!passes(story, roll.days(story.seed.class === 'complaint' ? 6 : 3) * day)) return false;
	story.status = 'answered';
	story.answeredAt = story.at;
	write(story, 'answer', { body: say.answer(roll) });
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

/** The person says it is not solved; their own words only the office reads. False when that is still to come. */
export function dispute(roll: Dice, story: Story): boolean {
	if (!passes(story, roll.days(1.2) * day)) return false;
	const body = say.dispute(roll);
	Object.assign(story, { status: 'disputed', answeredAt: null, disputes: story.disputes + 1 });
	Object.assign(story.closures.at(-1) ?? {}, { disputed_at: new Date(story.at), dispute: body });
	write(story, 'disputed', { actor: `person:${story.id}` });
	write(story, 'reply', { visibility: 'person', actor: `person:${story.id}`, body });
	return true;
}

export function settle(roll: Dice, story: Story, how: 'confirmed' | 'silent'): void {
	const confirmed = how === 'confirmed';
	if (!passes(story, confirmed ? roll.days(1.5) * day : 15 * day)) return;
	close(story, how);
	const at = new Date(story.at);
	Object.assign(story.closures.at(-1) ?? {}, { closed_at: at, ...(confirmed ? { confirmed_at: at } : {}) });
	if (confirmed) write(story, 'confirmed', { actor: `person:${story.id}` });
	else write(story, 'closed', { actor: 'system:clock', detail: { how } });
	if (confirmed && roll.chance(0.6)) rate(roll, story);
}

export function archive(roll: Dice, story: Story): void {
	if (!passes(story, roll.days(0.5) * day)) return;
	close(story, 'archived');
	const detail = { reason: 'too-general', legalBasis: 'SP4N-LAPOR!: arsip, terlalu umum' };
	write(story, 'archived', { body: 'Tempat dan kejadiannya belum bisa dikenali dari laporan ini.', detail });
}

export function withdraw(roll: Dice, story: Story): void {
	if (!passes(story, roll.days(2) * day)) return;
	close(story, 'withdrawn');
	write(story, 'withdrawn', { actor: `person:${story.id}` });
}

/** Two reports about the same thing become one; the other's file says what came. */
export function mergeInto(story: Story, target: Story): void {
	story.at = Math.max(story.at, target.at === Number.POSITIVE_INFINITY ? target.changedAt : target.at);
	if (!passes(story, 3_600_000)) return;
	const before = { status: story.status };
	close(story, 'merged');
	write(story, 'merged', { detail: { into: target.seed.number } });
	const came = { ...target, at: story.at };
	target.entries.push(lineIn(came, story.seed.number));
	story.merge = {
		pemda: story.seed.first.pemda,
		id: randomUUID(),
		case_id: story.id,
		into_pemda: target.seed.first.pemda,
		into_case_id: target.id,
		before,
		merged_at: new Date(story.at),
		merged_by: 'system:demo',
	};
}

function lineIn(target: Story, number: string) {
	write(target, 'merged-from', { detail: { number } });
	const line = target.entries.pop();
	if (!line) throw new Error('nothing was written');
	return line;
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
