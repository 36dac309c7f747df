import type { Row, Story } from './story-of-a-case.ts';

export type Rows = Record<
	'case' | 'contact' | 'custody' | 'deadline' | 'entry' | 'closure' | 'rating',
	Row[]
>;

export function noRows(): Rows {
	return { case: [], contact: [], custody: [], deadline: [], entry: [], closure: [], rating: [] };
}

/** Adds what a story left behind to the rows of each table. */
export function addRows(story: Story, into: Rows): void {
	const { seed } = story;
	for (const row of story.custody) row.due_at = nextDue(story);
	into.case.push(caseRow(story));
	if (story.privacy !== 'anonymous')
		into.contact.push({ pemda: seed.first.pemda, case_id: story.id, ...story.person });
	into.custody.push(...story.custody);
	into.entry.push(...story.entries);
	into.closure.push(...story.closures);
	into.deadline.push(...seed.clocks.map((clock) => deadlineRow(story, clock)));
	if (story.rating) into.rating.push(story.rating);
}

function caseRow(story: Story): Row {
	const { seed } = story;
	const holders = [...new Map(story.custody.map((row) => [row.office_id, row])).values()];
	const readers = story.privacy === 'confidential' ? holders.slice(-1) : holders;
	const published = story.publishedAt !== null;
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
		reader_pemda: [...new Set(readers.map((row) => row.pemda))],
		reader_offices: readers.map((row) => row.office_id),
		escalation: 0,
		filed_at: seed.filedAt,
		due_at: solveDue(story),
		answered_at: dateOf(story.answeredAt),
		closed_at: dateOf(story.closedAt),
		changed_at: new Date(story.changedAt),
		published_title: published ? story.text.title : null,
		published_body: published ? story.text.body : null,
		publication: story.privacy === 'confidential' ? 'never' : published ? 'published' : 'pending',
		disputes: story.disputes,
		reopenings: story.disputes,
		version: 1,
	};
}

function deadlineRow(story: Story, clock: Story['seed']['clocks'][number]): Row {
	const { seed } = story;
	const metAt =
		{ verify: story.verifiedAt, solve: story.answeredAt, moderate: story.publishedAt }[clock.code] ?? null;
	const over = metAt ?? story.closedAt ?? seed.now.getTime();
	return {
		pemda: seed.first.pemda,
		id: crypto.randomUUID(),
		case_id: story.id,
		custody_id: null,
		code: clock.code,
		rule_id: clock.ruleId,
		amount: clock.amount,
		unit: clock.unit,
		legal_basis: clock.legalBasis,
		calendar: seed.first.pemda,
		started_at: seed.filedAt,
		due_at: clock.dueAt,
		paused_since: null,
		met_at: dateOf(metAt),
		cancelled_at: metAt === null ? dateOf(story.closedAt) : null,
		fired_at: clock.dueAt.getTime() < over ? clock.dueAt : null,
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
