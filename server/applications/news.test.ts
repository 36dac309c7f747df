import '../../tests/support/sms.ts';
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { formatNumber } from '#casework';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { runJobsOnce, writeListeners } from '#platform/jobs';
import { setMailServer } from '#platform/mail';
import { fitSms, longestSms } from '#platform/sms';
import { listPosts } from '#regions';
import { officerWith, operator } from '../../tests/support/accounts.ts';
import { officersOf, openSample } from '../../tests/support/applications.ts';
import { asahan, deskOf, officerAt, province } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { gateway } from '../../tests/support/sms.ts';
import { startSmtp } from '../../tests/support/smtp.ts';
import { fireApplicationClocks } from './fire-clocks.ts';
import { giveOpinion } from './give-opinion.ts';
import { takeTransition } from './take-transition.ts';

await testDatabase();
const smtp = await startSmtp();
let head: string;
before(async () => {
	await writeListeners([
		{ eventType: 'casework.opened', task: 'casework/send-receipt' },
		{ eventType: 'casework.changed', task: 'casework/tell-people' },
		{ eventType: 'applications.warned', task: 'applications/tell-office' },
	]);
	const works = await deskOf(asahan, 'public-works');
	const post = (await listPosts(asahan, works.officeId)).find(({ role }) => role === 'office-head');
	assert.ok(post);
	head = (await officerWith(await operator(), asahan, 'office-head', { postId: post.id })).email;
	setMailServer({ url: smtp.url, from: 'tidak-dibalas@contoh.example' });
});
beforeEach(() => {
	smtp.received.length = 0;
});
after(async () => {
	setMailServer(null);
	await smtp.stop();
});

const plain = (data: string) =>
	data
		.replace(/=\r?\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
async function mailsTo(email: string): Promise<string[]> {
	await runJobsOnce();
	return smtp.received.filter(({ to }) => to.includes(email)).map(({ data }) => plain(data));
}

test('the applicant is told where it stands now and what is next, once, and nothing of what they wrote', async () => {
	const sent = await openSample({ contact: { email: 'siti.kabar@contoh.example', phone: '' } });
	const { officer } = await officersOf(sent.office);
	await mailsTo('siti.kabar@contoh.example');
	smtp.received.length = 0;
	const step = { ...sent.ref, transition: 'tinjau', key: newId(), checklist: ['lengkap'] };
	await takeTransition(officer, step);
	await takeTransition(officer, step);
	const mails = await mailsTo('siti.kabar@contoh.example');
	assert.equal(mails.length, 1);
	assert.match(mails[0] ?? '', /Sekarang: Ditinjau\. Petugas datang\./);
	assert.doesNotMatch(mails[0] ?? '', /asma|Siti Contoh/);
});

const smsTo = async (phone: string) => {
	await runJobsOnce();
	return [...gateway.sent.values()].filter(({ to }) => to === phone).map(({ text }) => text);
};

test('who has a telephone only hears of it by text message: short, once, and nothing of what they wrote', async () => {
	const phone = '+6281200001111';
	const sent = await openSample({ contact: { email: '', phone } });
	const { officer } = await officersOf(sent.office);
	const items = [{ field: 'owner', reason: 'Nama lain dari KTP, asma.' }];
	const step = { ...sent.ref, transition: 'minta-perbaikan', key: newId(), correction: { items } };
	await takeTransition(officer, step);
	await takeTransition(officer, step);
	const number = formatNumber(sent.number);
	const expected = [
		`Permohonan ${number} sudah kami terima. http://localhost:8080/lacak/${number}`,
		`Permohonan ${number}: Diperiksa. http://localhost:8080/lacak/${number}`,
		`Permohonan ${number}: Perlu diperbaiki. http://localhost:8080/lacak/${number}`,
	];
	assert.deepEqual((await smsTo(phone)).sort(), expected.sort());
	for (const text of expected) assert.ok(text.length <= longestSms, text);
	const asked = gateway.asked;
	const { rows } = await migratorDb.query<{ payload: object }>({
		text: `select jsonb_build_object('pemda', pemda, 'caseId', case_id, 'entries', array_agg(id)) as payload
			from casework.entry where case_id = $1 group by pemda, case_id`,
		values: [sent.id],
	});
	const again = (task: string, payload: object | undefined) =>
		migratorDb.query({
			text: 'select graphile_worker.add_job($1, $2::json)',
			values: [task, JSON.stringify(payload)],
		});
	await again('casework/tell-people', rows[0]?.payload);
	await again('casework/send-receipt', { pemda: sent.pemda, caseId: sent.id });
	assert.equal((await smsTo(phone)).length, expected.length);
	assert.equal(gateway.asked, asked, 'the gateway is not even asked again');
});

test('who has both is told by mail, and by text message where no mail can be sent', async () => {
	const phone = '+6281200002222';
	const contact = { email: 'dua.jalan@contoh.example', phone };
	await openSample({ contact });
	assert.equal((await mailsTo(contact.email)).length > 0, true);
	assert.deepEqual(await smsTo(phone), []);
	setMailServer(null);
	await openSample({ contact });
	assert.equal((await smsTo(phone)).length > 0, true);
	setMailServer({ url: smtp.url, from: 'tidak-dibalas@contoh.example' });
});

test('a message fits one text message whatever it says', () => {
	const link = 'https://sumut.example/lacak/1209-ABCD-EFGH-J';
	const text = fitSms(
		`Permohonan “é” – ${'Menunggu pertimbangan teknis dari dinas lain, '.repeat(8)}✓`,
		link,
	);
	assert.ok(text.length <= longestSms && text.endsWith(link), text);
	assert.match(text, /^Permohonan "e" - Menunggu [\x20-\x7e]+\.\.\. https/);
	const long = fitSms('Permohonan: Diperiksa.', `https://${'a'.repeat(200)}.example/`);
	assert.equal(long, 'Permohonan: Diperiksa.', 'an address with no room for words is left out');
});

test('before silence grants, the office that holds it is told, once for each warning', async () => {
	setClock(() => new Date('2026-11-23T02:00:00Z'));
	const sent = await openSample({ answers: { area: 0, owner: 'Siti Contoh', hasHelper: false } });
	const { officer } = await officersOf(sent.office);
	const take = (transition: string, more: object) =>
		takeTransition(officer, { ...sent.ref, transition, key: newId(), ...more });
	await take('tinjau', { checklist: ['lengkap'] });
	await take('tanya', { findings: { measured: 2 } });
	const { rows } = await migratorDb.query<{ id: string; branch: string }>({
		text: 'select id, branch from applications.opinion where application_id = $1',
		values: [sent.id],
	});
	for (const { id, branch } of rows) {
		const desk = await deskOf(branch === 'sehat' ? asahan : province, 'health');
		await giveOpinion(officerAt(desk), { ...sent.ref, opinionId: id, verdict: 'agree' });
	}
	setClock(() => new Date('2026-11-26T17:00:01Z'));
	await Promise.all([fireApplicationClocks(), fireApplicationClocks()]);
	setClock();
	const mails = await mailsTo(head);
	assert.equal(mails.length, 2, 'three working days before, and one');
	for (const mail of mails) assert.match(mail, /dikabulkan menurut undang-undang/);
	assert.doesNotMatch(mails.join(), /Siti Contoh/);
});
