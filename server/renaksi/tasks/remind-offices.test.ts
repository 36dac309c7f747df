import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { runJobsOnce } from '#platform/jobs';
import { setMailServer } from '#platform/mail';
import { listPosts } from '#regions';
import { assignDocuments, submitEvidence, undoAssignment } from '#renaksi';
import { officerWith, operator } from '../../../tests/support/accounts.ts';
import { asahan, deskOf, officerAt } from '../../../tests/support/cases.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { evidenceFor, openYear, planOf, reports, screenshots } from '../../../tests/support/renaksi.ts';
import { startSmtp } from '../../../tests/support/smtp.ts';
import { remindOffices, thresholds } from './remind-offices.ts';

await testDatabase();
let clock = Date.parse('2025-03-03T02:00:00Z');
setClock(() => new Date(clock));
const smtp = await startSmtp();
const works = await deskOf(asahan, 'public-works');
const secretary = officerAt(works, 'secretary');
const given = {
	...{ pemda: asahan, year: openYear, officeId: works.officeId },
	...{ startsOn: '2025-03-03', dueOn: '2025-06-30', target: '1', unit: 'dokumen' },
};
let head: string;
before(async () => {
	setMailServer({ url: smtp.url, from: 'tidak-dibalas@contoh.example' });
	const post = (await listPosts(asahan, works.officeId)).find(({ role }) => role === 'office-head');
	head = (
		await officerWith(await operator(), asahan, 'office-head', {
			...{ postId: post?.id ?? '', from: '2025-01-05' },
		})
	).email;
	await planOf(works);
	await assignDocuments(secretary, { ...given, requirements: [screenshots, reports] });
});
after(async () => {
	setClock();
	setMailServer(null);
	await smtp.stop();
});

const on = (day: string, hour = 8) => {
	clock = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00+07:00`);
};
/** What the head of the office gets when several workers look at once. */
async function mails(workers = 1): Promise<string[]> {
	smtp.received.length = 0;
	await Promise.all(Array.from({ length: workers }, () => remindOffices()));
	await runJobsOnce();
	return smtp.received
		.filter(({ to }) => to.includes(head))
		.map(({ data }) =>
			data
				.replace(/=\r?\n/g, '')
				.replace(/\r?\n /g, ' ')
				.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
		);
}

test('a reminder comes at its hour of the day so many days before, in Jakarta', () => {
	const rule = { daysBefore: [7], atHour: 7, source: null, note: '' };
	const until = (at: string) => thresholds(new Date(at), rule)[0]?.dueUntil.toISOString();
	assert.equal(until('2025-06-23T06:59:59+07:00'), '2025-06-29T16:59:59.999Z');
	assert.equal(until('2025-06-23T07:00:00+07:00'), '2025-06-30T16:59:59.999Z');
	assert.equal(until('2025-06-23T23:59:59+07:00'), '2025-06-30T16:59:59.999Z');
});

test('nothing before the first reminder; then one mail for all documents, however many workers look', async () => {
	on('2025-04-30');
	assert.deepEqual(await mails(), []);
	on('2025-05-01', 6);
	assert.deepEqual(await mails(), []);
	on('2025-05-01');
	const [mail, ...others] = await mails(5);
	assert.deepEqual(others, []);
	assert.match(mail ?? '', /Rencana aksi 2025: 2 dokumen jatuh tempo, yang terdekat 30 Juni 2025/);
	assert.match(mail ?? '', /Tangkapan layar 12 menu laporan/);
	on('2025-05-02');
	assert.deepEqual(await mails(2), [], 'also not later');
});

test('after weeks without a worker what was missed is one mail; what is handed in is in none', async () => {
	await submitEvidence(officerAt(works), evidenceFor(asahan, reports));
	on('2025-06-24');
	const [mail, ...others] = await mails(3);
	assert.deepEqual(others, []);
	assert.match(mail ?? '', /1 dokumen jatuh tempo/);
	assert.doesNotMatch(mail ?? '', /Laporan BMD/);
	on('2025-07-01');
	assert.deepEqual(await mails(), [], 'its last day has passed');
});

test('a transaction that breaks off leaves the reminder to the next look', async () => {
	on('2025-07-01');
	await assignDocuments(secretary, { ...given, requirements: [screenshots], dueOn: '2025-07-08' });
	const breaks = `create function pg_temp.no() returns trigger language plpgsql as $$ begin raise 'no'; end $$`;
	await migratorDb.query({ text: breaks.replaceAll('pg_temp', 'renaksi') });
	await migratorDb.query({
		text: 'create trigger no after insert on renaksi.reminder for each row execute function renaksi.no()',
	});
	assert.equal(await remindOffices(), 0);
	await migratorDb.query({ text: 'drop trigger no on renaksi.reminder' });
	assert.equal((await mails(4)).length, 1);
});

test('a new last day is a new reminder; a day that comes back is not, and what was taken away is nobody’s', async () => {
	on('2025-07-02');
	const later = await assignDocuments(secretary, {
		...given,
		requirements: [screenshots],
		dueOn: '2025-07-09',
	});
	assert.equal((await mails()).length, 1);
	clock += 1000;
	await undoAssignment(secretary, { pemda: asahan, year: openYear, batch: later.batch });
	assert.deepEqual(await mails(), []);
	const free = 'apip.apip-budget.pemenuhan.dpa-apip';
	const one = await assignDocuments(secretary, { ...given, requirements: [free], dueOn: '2025-07-09' });
	clock += 1000;
	await undoAssignment(secretary, { pemda: asahan, year: openYear, batch: one.batch });
	assert.deepEqual(await mails(), []);
});
