import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import {
	acceptCase,
	answerCase,
	askPerson,
	confirmFollow,
	followCase,
	mergeCases,
	offerCase,
	openWithCode,
	unfollow,
	verifyCase,
} from '#casework';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { runJobsOnce, writeListeners } from '#platform/jobs';
import { setMailServer } from '#platform/mail';
import { asahan, deskOf, medan, officerAt, openReport } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { startSmtp } from '../../tests/support/smtp.ts';
import { forgetUnconfirmed } from './follow-case.ts';

await testDatabase();
const smtp = await startSmtp();
await writeListeners([
	{ eventType: 'casework.opened', task: 'casework/send-receipt' },
	{ eventType: 'casework.changed', task: 'casework/tell-people' },
]);
const works = await deskOf(asahan, 'public-works');
const officer = officerAt(works);

beforeEach(async () => {
	setMailServer({ url: smtp.url, from: 'tidak-dibalas@contoh.example' });
	await runJobsOnce();
	smtp.received.length = 0;
});
after(async () => {
	setMailServer(null);
	await smtp.stop();
});

/** A mail as it is read: soft line ends undone, quoted characters back. */
const plain = (data: string) =>
	data
		.replace(/=\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
const mailsTo = (email: string) =>
	smtp.received.filter((mail) => mail.to.includes(email)).map((mail) => plain(mail.data));

describe('the person of a case', () => {
	test('gets the receipt whose code opens it, and no second one', async () => {
		const report = await openReport({ contact: { name: '', email: 'ani@contoh.example', phone: '' } });
		await runJobsOnce();
		const [mail = ''] = mailsTo('ani@contoh.example');
		const code = mail.match(/Kode: (\S+)/)?.[1] ?? '';
		assert.equal((await openWithCode(report.number, code, 'mail')).caseId, report.caseId);
		await migratorDb.query({
			text: "select graphile_worker.add_job('casework/send-receipt', json_build_object('pemda', $1::text, 'caseId', $2::text))",
			values: [report.pemda, report.caseId],
		});
		await runJobsOnce();
		assert.equal(mailsTo('ani@contoh.example').length, 1);
	});

	test('is told what happened, without a word of the case, once even when the job runs again', async () => {
		const report = await openReport({ contact: { name: '', email: 'budi@contoh.example', phone: '' } });
		await askPerson(officer, { ...report.ref, text: 'Di sisi mana jembatan itu?' });
		await runJobsOnce();
		const { rows } = await migratorDb.query<{ id: string }>({
			text: "select id from casework.entry where case_id = $1 and kind = 'asked'",
			values: [report.caseId],
		});
		await migratorDb.query({
			text: "select graphile_worker.add_job('casework/tell-people', $1::json)",
			values: [JSON.stringify({ pemda: report.pemda, caseId: report.caseId, entries: [rows[0]?.id] })],
		});
		await runJobsOnce();
		const asked = mailsTo('budi@contoh.example').filter((mail) =>
			mail.includes('Kami perlu keterangan Anda'),
		);
		assert.equal(asked.length, 1);
		assert.equal(asked[0]?.includes('sisi'), false);
	});

	test('of a merged report is told what becomes of the other one', async () => {
		const one = await openReport({ contact: { name: '', email: 'satu@contoh.example', phone: '' } });
		const other = await openReport({ contact: { name: '', email: 'dua@contoh.example', phone: '' } });
		await mergeCases(officer, { ...one.ref, into: other.ref });
		await runJobsOnce();
		smtp.received.length = 0;
		await askPerson(officer, { ...other.ref, text: 'Di sisi mana?' });
		await answerCase(officer, { ...other.ref, text: 'Sudah.', withoutEvidence: 'Foto menyusul' });
		await runJobsOnce();
		assert.equal(mailsTo('dua@contoh.example').length, 2, 'the question and the answer');
		const told = mailsTo('satu@contoh.example');
		assert.equal(told.length, 1, 'the answer; the question was private');
		assert.match(told[0] ?? '', /Sudah dijawab/);
	});
});

describe('a follower', () => {
	const follow = (number: string, email = 'kota@contoh.example') =>
		followCase({ number, email, lang: 'id', origin: 'test' });
	const tokenIn = (mail = '') => mail.match(/ikuti\/(\S+)/)?.[1] ?? '';

	test('is asked once, told after a yes, and no more after a no', async () => {
		const report = await openReport({ privacy: 'anonymous', contact: { name: '', email: '', phone: '' } });
		await follow(report.number);
		await follow(report.number);
		await runJobsOnce();
		const questions = mailsTo('kota@contoh.example');
		assert.equal(questions.length, 1);
		await verifyCase(officer, report.ref);
		await runJobsOnce();
		assert.equal(mailsTo('kota@contoh.example').length, 1, 'nothing before the yes');
		const token = tokenIn(questions[0]);
		assert.equal((await confirmFollow(token)).number, report.number);
		await offerCase(officer, {
			...report.ref,
			to: await deskOf(medan, 'public-works'),
			reason: 'Milik Medan.',
		});
		await acceptCase(officerAt(await deskOf(medan, 'public-works')), report.ref);
		await runJobsOnce();
		const told = mailsTo('kota@contoh.example');
		assert.equal(told.length, 2);
		assert.match(told[1] ?? '', /Laporan ini sekarang dipegang Dinas/);
		assert.match(told[1] ?? '', /List-Unsubscribe/);
		await unfollow(token);
		await answerCase(officerAt(await deskOf(medan, 'public-works')), {
			...report.ref,
			text: 'Sudah.',
			withoutEvidence: 'x',
		});
		await runJobsOnce();
		assert.equal(mailsTo('kota@contoh.example').length, 2);
		await assert.rejects(confirmFollow(token), { code: 'casework/no-such-link' });
	});

	test('who does not answer within a week is forgotten, who did stays', async () => {
		const report = await openReport();
		await follow(report.number, 'diam@contoh.example');
		await follow(report.number, 'setuju@contoh.example');
		await runJobsOnce();
		await confirmFollow(tokenIn(mailsTo('setuju@contoh.example')[0]));
		const later = (days: number) => setClock(() => new Date(Date.now() + days * 86_400_000));
		const left = async () => {
			await forgetUnconfirmed();
			const { rows } = await migratorDb.query<{ email: string }>({
				text: 'select email from casework.follower where case_id = $1 order by email',
				values: [report.caseId],
			});
			return rows.map(({ email }) => email);
		};
		try {
			later(6);
			assert.deepEqual(await left(), ['diam@contoh.example', 'setuju@contoh.example']);
			later(8);
			assert.deepEqual(await left(), ['setuju@contoh.example']);
		} finally {
			setClock();
		}
	});

	test('cannot follow what is confidential or not there, with no address, or where no mail is sent', async () => {
		const secret = await openReport({ privacy: 'confidential' });
		await assert.rejects(follow(secret.number), { code: 'casework/no-such-number' });
		await assert.rejects(follow('AAAA-AAAA-AAAA'), { code: 'casework/no-such-number' });
		const report = await openReport();
		await assert.rejects(follow(report.number, 'bukan surel'), { code: 'casework/email-wrong' });
		setMailServer(null);
		await assert.rejects(follow(report.number), { kind: 'unavailable', code: 'casework/mail-off' });
	});

	test('an address cannot be flooded with questions', async () => {
		const reports = await Promise.all(Array.from({ length: 6 }, () => openReport()));
		const tries = await Promise.allSettled(
			reports.map((report) => follow(report.number, 'korban@contoh.example')),
		);
		assert.equal(tries.filter((tried) => tried.status === 'fulfilled').length, 5);
	});
});
