import '../../../tests/support/sms.ts';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findDocument } from '#documents';
import type { Resident } from '#identity';
import { giveNik } from '#people';
import { now, setClock } from '#platform/clock';
import { migratorDb, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { setMailServer } from '#platform/mail';
import { Refusal } from '#platform/refusal';
import { applyService, publishForTest } from '../../../tests/support/apply-service.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { newNik, resident } from '../../../tests/support/residents.ts';
import { waiting } from '../../../tests/support/sent.ts';
import { answerPage, saveRecord } from '../draft/answer-step.ts';
import { addDraftFile } from '../draft/draft-files.ts';
import { getDraft, resumeDraft } from '../draft/get-draft.ts';
import { agreeToSign, findInvitation, inviteSignatories } from '../draft/sign.ts';
import { startDraft } from '../draft/start-draft.ts';
import { submitDraft } from '../draft/submit-draft.ts';
import { runTransition } from '../run-transition.ts';
import { keepInSight, lockApplication } from '../store/application.ts';
import { bySystem, keep, workOn } from '../work.ts';
import { beginCorrection } from './correct-application.ts';
import { exportOwnApplications } from './export-own.ts';
import { getOwnApplication, listOwnApplications, rateApplication } from './get-own.ts';
import { renewApplication } from './renew-application.ts';
import { planRenewal, remindRenewals } from './renewals.ts';
import { bookVisit, cancelVisit, listSlots } from './visits.ts';
import { withdrawApplication } from './withdraw-application.ts';

await testDatabase();
await publishForTest(applyService());
const serviceId = 'izin-contoh';
const pdf = (text = '') => Buffer.from(`%PDF-1.7\n% ${text}\ntrailer\n<<>>\n%%EOF\n`);
const lang = 'id' as const;

const verified = async (number: string) => (await findDocument(number, 'test'))[0];
const code = (want: string) => (error: unknown) => error instanceof Refusal && error.code === want;
const given = (fields: Record<string, string>) => (name: string) => fields[name] ?? null;
async function sari(name = 'Sari Dewi'): Promise<Resident> {
	const one = await resident('contact', name);
	await giveNik(one, { name, ...newNik() });
	return { ...one, level: 'nik' };
}

/** A form with every page done. */
async function filled(actor: Resident, signer?: string): Promise<string> {
	const answers = { inside: true, size: 'small' };
	const { id } = await startDraft(actor, { serviceId, partyId: actor.accountId, answers });
	await answerPage(actor, id, 'isi.diri', given({ email: '' }));
	await answerPage(actor, id, 'isi.acara', given({ purpose: 'Pasar' }));
	await answerPage(actor, id, 'isi.tempat', given({ place: '12.09' }));
	const seen = async () => (await getDraft(actor, id)).draft.seq;
	const stall = { stepId: 'isi.kios.stalls', at: null };
	await saveRecord(actor, id, { ...stall, seen: await seen() }, given({ goods: 'Bakso', area: '2' }));
	const stepId = 'isi.saksi.signers';
	if (signer) {
		const record = given({ signerName: 'Budi', signerEmail: signer });
		await saveRecord(actor, id, { stepId, at: null, seen: await seen() }, record);
	} else await answerPage(actor, id, stepId, given({}));
	await addDraftFile(actor, id, { paper: 'letter', files: [{ name: 'surat.pdf', bytes: pdf(id) }] });
	return id;
}

async function sent(actor: Resident) {
	return submitDraft(actor, await filled(actor), { lang });
}

/** The office takes a step, past its own policy: that is tested with the officers' side. */
async function officeTakes(
	ref: { pemda: string; id: string },
	id: string,
	change: object = {},
): Promise<void> {
	await withScope({ system: true }, async (tx) => {
		await keepInSight(tx, ref.id);
		const app = await lockApplication(tx, ref.pemda, ref.id);
		assert.ok(app);
		const work = await workOn(tx, { kind: 'system', name: 'test' }, bySystem, app);
		const transition = work.process.transitions.find((one) => one.id === id);
		assert.ok(transition);
		await runTransition(work, transition, { change, key: newId() });
		await keep(work, 'test');
	});
}

async function countApplications(actor: Resident): Promise<number> {
	return (await listOwnApplications(actor)).lines.length;
}

describe('sending', () => {
	test('once, however often and from wherever it is tapped', async () => {
		const actor = await sari();
		const id = await filled(actor);
		const all = await Promise.all([...Array(100)].map(() => submitDraft(actor, id, { lang })));
		assert.equal(new Set(all.map(({ number }) => number)).size, 1);
		assert.equal((await submitDraft(actor, id, { lang })).number, all[0]?.number);
		assert.equal(await countApplications(actor), 1);
		const { applications } = await exportOwnApplications(actor);
		assert.equal(applications.length, 1);
		assert.ok(JSON.stringify(applications).includes('surat.pdf'), 'and a copy of it is hers');
		const { app, state, possible, form } = await getOwnApplication(actor, all[0]?.number ?? '');
		assert.deepEqual(app.answers, {
			...{ inside: true, size: 'small', fullName: 'Sari Dewi', purpose: 'Pasar', place: '12.09' },
			stalls: [{ goods: 'Bakso', area: 2 }],
		});
		assert.equal(form.missing.length, 0);
		assert.equal(state.id, 'check');
		assert.equal(app.applicantName, 'Sari Dewi');
		assert.deepEqual(
			{ ...possible, others: [] },
			{ correct: false, withdraw: true, renew: false, others: [] },
		);
		await assert.rejects(
			answerPage(actor, id, 'isi.acara', given({ purpose: 'x' })),
			code('applications/draft-sent'),
		);
	});

	test('only what is whole, by whom is sure enough, and may have it', async () => {
		const actor = await sari();
		const answers = { inside: true, size: 'small' };
		const { id } = await startDraft(actor, { serviceId, partyId: actor.accountId, answers });
		await assert.rejects(submitDraft(actor, id, { lang }), code('applications/not-complete'));
		const whole = await filled(actor);
		await assert.rejects(
			submitDraft({ ...actor, level: 'contact' }, whole, { lang }),
			code('people/level-needed'),
		);
		await answerPage(actor, whole, 'syarat.inside', given({ inside: 'tidak' }));
		await assert.rejects(submitDraft(actor, whole, { lang }), code('applications/not-eligible'));
		await answerPage(actor, whole, 'syarat.size', given({ size: 'large' }));
		await answerPage(actor, whole, 'syarat.inside', given({ inside: 'ya' }));
		await assert.rejects(
			submitDraft(actor, whole, { lang }),
			code('applications/not-complete'),
			'a page came up',
		);
		const other = await sari();
		await assert.rejects(submitDraft(other, whole, { lang }), code('applications/no-such-draft'));
		assert.equal(await countApplications(actor), 0);
	});

	test('under a newer version from where it stood; what was sent stays under its own', async () => {
		const actor = await sari();
		const id = await filled(actor);
		const before = await sent(actor);
		await publishForTest(applyService({ minimumLevel: 'contact' }));
		const { moved, draft } = await resumeDraft(actor, id);
		assert.equal(moved, true);
		const { number } = await submitDraft(actor, id, { lang });
		const [old, fresh] = [
			await getOwnApplication(actor, before.number),
			await getOwnApplication(actor, number),
		];
		assert.equal(fresh.app.versionHash, draft.versionHash);
		assert.notEqual(old.app.versionHash, draft.versionHash);
		await publishForTest(applyService());
	});
});

describe('several signatories', () => {
	test('each agrees to what stands there; nobody for another, nobody for themselves', async () => {
		const [actor, budi, stranger] = [await sari(), await sari('Budi'), await sari('Orang')];
		const id = await filled(actor, 'budi@contoh.example');
		await assert.rejects(submitDraft(actor, id, { lang }), code('applications/not-complete'));
		const { links } = await inviteSignatories(actor, id);
		const token = links[0]?.link.split('/').at(-1) ?? '';
		const { content, asker } = await findInvitation(token);
		assert.equal(asker, 'Sari Dewi');
		await assert.rejects(findInvitation('x'.repeat(32)), code('applications/no-such-invitation'));
		await assert.rejects(agreeToSign(actor, { token, content }), code('applications/not-to-sign'));
		await answerPage(actor, id, 'isi.acara', given({ purpose: 'Pasar malam' }));
		await assert.rejects(agreeToSign(budi, { token, content }), code('applications/changed-since'));
		await agreeToSign(budi, { token, content: (await findInvitation(token)).content });
		await answerPage(actor, id, 'isi.acara', given({ purpose: 'Konser' }));
		await assert.rejects(
			submitDraft(actor, id, { lang }),
			code('applications/not-complete'),
			'signed something else',
		);
		const again = (await inviteSignatories(actor, id)).links[0]?.link.split('/').at(-1) ?? '';
		await assert.rejects(
			findInvitation(token),
			code('applications/no-such-invitation'),
			'the old link is dead',
		);
		await agreeToSign(stranger, { token: again, content: (await findInvitation(again)).content });
		const { number } = await submitDraft(actor, id, { lang });
		const { signatories } = await getOwnApplication(actor, number);
		assert.deepEqual(
			signatories.map(({ name }) => name),
			['Orang'],
		);
		await assert.rejects(
			agreeToSign(budi, { token: again, content: 'x' }),
			code('applications/changed-since'),
		);
	});
});

describe('a correction', () => {
	test('changes what was named and what depends on it, and nothing else, once', async () => {
		const actor = await sari();
		const ref = await sent(actor);
		await assert.rejects(beginCorrection(actor, ref.number), code('applications/nothing-to-correct'));
		const items = [
			{ field: 'size', reason: 'Lebih besar.' },
			{ paper: 'letter', reason: 'Buram.' },
		];
		await officeTakes(ref, 'ask', { correction: { items, askedAt: now().toISOString() } });
		const ids = await Promise.all([...Array(10)].map(() => beginCorrection(actor, ref.number)));
		assert.equal(new Set(ids).size, 1, 'one correction is under way');
		const id = ids[0] ?? '';
		const { form } = await getDraft(actor, id);
		assert.deepEqual(
			form.steps.map((step) => step.id),
			['syarat.size', 'berkas.letter'],
		);
		await assert.rejects(
			answerPage(actor, id, 'isi.acara', given({ purpose: 'Lain' })),
			code('applications/no-such-step'),
		);
		await assert.rejects(submitDraft(actor, id, { lang }), code('applications/nothing-changed'));
		await answerPage(actor, id, 'syarat.size', given({ size: 'large', purpose: 'Lain', inside: 'tidak' }));
		await assert.rejects(
			submitDraft(actor, id, { lang }),
			code('applications/not-complete'),
			'a stage is asked now',
		);
		await answerPage(actor, id, 'isi.panggung', given({ stage: 'tidak' }));
		await addDraftFile(actor, id, { paper: 'plan', files: [{ name: 'denah.pdf', bytes: pdf('denah') }] });
		const all = await Promise.all([...Array(20)].map(() => submitDraft(actor, id, { lang })));
		assert.equal(new Set(all.map(({ number }) => number)).size, 1);
		const { app, events, state } = await getOwnApplication(actor, ref.number);
		assert.equal(state.id, 'check');
		assert.deepEqual(
			[app.answers['purpose'], app.answers['inside'], app.answers['size']],
			['Pasar', true, 'large'],
		);
		assert.equal(app.answers['stage'], false);
		assert.deepEqual(app.files.map(({ paper }) => paper).sort(), ['letter', 'plan']);
		assert.equal(app.correction, null);
		assert.equal(events.filter(({ transition }) => transition === 'fixed').length, 1);
	});

	test('that nobody waits for any more is refused', async () => {
		const actor = await sari();
		const ref = await sent(actor);
		const items = [{ field: 'purpose', reason: 'Tidak jelas.' }];
		await officeTakes(ref, 'ask', { correction: { items, askedAt: now().toISOString() } });
		const id = await beginCorrection(actor, ref.number);
		await answerPage(actor, id, 'isi.acara', given({ purpose: 'Pasar murah' }));
		await officeTakes(ref, 'lapse');
		await assert.rejects(submitDraft(actor, id, { lang }), code('applications/changed-meanwhile'));
	});
});

test('withdrawing ends it, once; it is begun anew with everything filled in', async () => {
	const actor = await sari();
	const ref = await sent(actor);
	await assert.rejects(renewApplication(actor, ref.number), code('applications/still-running'));
	const other = await sari();
	await assert.rejects(
		withdrawApplication(other, { number: ref.number, reason: '', key: newId() }),
		code('applications/no-such-application'),
	);
	const key = newId();
	const withdraw = () => withdrawApplication(actor, { number: ref.number, reason: 'Batal', key });
	await Promise.all([...Array(20)].map(withdraw));
	const { app, events } = await getOwnApplication(actor, ref.number);
	assert.equal(app.outcome, 'withdrawn');
	assert.equal(events.filter(({ transition }) => transition === 'withdraw').length, 1);
	await assert.rejects(
		withdrawApplication(actor, { number: ref.number, reason: '', key: newId() }),
		code('applications/cannot-withdraw'),
	);
	const id = await renewApplication(actor, ref.number);
	const again = await submitDraft(actor, id, { lang });
	assert.notEqual(again.number, ref.number);
	assert.deepEqual((await getOwnApplication(actor, again.number)).app.answers, app.answers);
});

test('the nine questions are asked at the end, and answered once', async () => {
	const actor = await sari();
	const ref = await sent(actor);
	const marks = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((at) => [`u${at}`, 4]));
	const rate = (given: Record<string, number>) =>
		rateApplication(actor, { number: ref.number, marks: given, comment: 'Cepat.' });
	await assert.rejects(rate(marks), code('casework/not-now'), 'not before it has ended');
	await officeTakes(ref, 'come');
	await officeTakes(ref, 'grant');
	await assert.rejects(rate({ u1: 4 }), code('applications/marks-missing'));
	await rate(marks);
	await assert.rejects(rate(marks), code('casework/already-rated'));
});

/** What an application was given, as listeners hear of it. */
async function issuedFor(ref: { pemda: string; id: string }) {
	const { rows } = await migratorDb.query<{ documentId: string; number: string }>({
		text: `select id as "documentId", number from documents.document where pemda = $1 and subject like '%' || $2`,
		values: [ref.pemda, ref.id],
	});
	return rows.map((row) => ({ ...ref, output: 'letter', ...row }));
}

test('what was given is renewed in its window; its holder is told before, each day once', async () => {
	const actor = await sari();
	const ref = await sent(actor);
	await officeTakes(ref, 'come');
	await officeTakes(ref, 'grant');
	const [issued] = await issuedFor(ref);
	assert.ok(issued);
	const validTo = '2027-11-23T16:59:59.999Z';
	await planRenewal({ ...issued, validTo: null });
	await Promise.all([...Array(5)].map(() => planRenewal({ ...issued, validTo })));
	const reminded = async () => {
		const { rows } = await migratorDb.query<{ until: string | null }>({
			text: 'select reminded_until::text as until from applications.renewal where application_id = $1',
			values: [ref.id],
		});
		return rows.map(({ until }) => until);
	};
	assert.deepEqual(await reminded(), [null], 'one row');
	await assert.rejects(renewApplication(actor, ref.number), code('applications/renewal-later'));
	setClock(() => new Date('2027-10-23T03:00:00Z'));
	await remindRenewals();
	assert.deepEqual(await reminded(), [null], 'a day too early');
	setClock(() => new Date('2027-10-24T03:00:00Z'));
	await remindRenewals();
	await remindRenewals();
	assert.deepEqual(await reminded(), ['2027-10-24']);
	setClock(() => new Date('2027-11-18T03:00:00Z'));
	await remindRenewals();
	assert.deepEqual(await reminded(), ['2027-11-18'], 'the second, though its own day was missed');
	const id = await renewApplication(actor, ref.number);
	await submitDraft(actor, id, { lang });
	setClock(() => new Date('2027-11-20T03:00:00Z'));
	await remindRenewals();
	assert.deepEqual(await reminded(), ['2027-11-18'], 'renewed: nobody is told any more');
	assert.equal((await verified(issued.number))?.status, 'active', 'until the next one is given');
	const next = (await getDraft(actor, id)).draft.sent;
	assert.ok(next);
	await officeTakes(next, 'come');
	await officeTakes(next, 'grant');
	const [renewed] = await issuedFor(next);
	const before = await verified(issued.number);
	assert.equal(before?.status, 'superseded');
	assert.equal(before?.supersededBy, renewed?.number);
	assert.equal((await verified(renewed?.number ?? ''))?.supersedes, issued.number);
	setClock(() => new Date());
});

test('what was revoked before is neither reminded of nor in the way of the next', async () => {
	const actor = await sari();
	const ref = await sent(actor);
	await officeTakes(ref, 'come');
	await officeTakes(ref, 'grant');
	const [issued] = await issuedFor(ref);
	assert.ok(issued);
	const validTo = new Date(Date.now() + 20 * 86_400_000).toISOString();
	const toldOf = async () => (await waiting()).filter(({ text }) => text.includes(issued.number)).length;
	await migratorDb.query({
		text: `insert into casework.contact (pemda, case_id, email) values ($1, $2, 'sari@contoh.example')
			on conflict (pemda, case_id) do update set email = excluded.email`,
		values: [ref.pemda, ref.id],
	});
	setMailServer({ url: 'smtp://127.0.0.1:9', from: 'tidak-dibalas@contoh.example' });
	await planRenewal({ ...issued, validTo });
	await remindRenewals();
	assert.equal(await toldOf(), 1, 'while it holds');
	await migratorDb.query({ text: 'delete from graphile_worker._private_jobs' });
	await migratorDb.query({
		text: `with was as (update applications.renewal set reminded_until = null)
			update casework.contact set email = '', phone = '+6281200003333' where case_id = $1`,
		values: [ref.id],
	});
	await Promise.all([remindRenewals(), remindRenewals()]);
	const [message, ...more] = await waiting();
	assert.match(message?.text ?? '', new RegExp(`^Dokumen ${issued.number} berlaku sampai .+ http`));
	assert.ok((message?.text ?? '').length <= 160);
	assert.deepEqual([message?.to, more], ['+6281200003333', []], 'by text message, once');
	await migratorDb.query({ text: 'delete from graphile_worker._private_jobs' });
	for (const status of ['suspended', 'revoked']) {
		await migratorDb.query({
			text: 'update documents.document set status = $2 where id = $1',
			values: [issued.documentId, status],
		});
		await migratorDb.query({ text: 'update applications.renewal set reminded_until = null' });
		await remindRenewals();
		assert.equal(await toldOf(), 0, status);
	}
	setMailServer(null);
	const { id, number } = await submitDraft(actor, await renewApplication(actor, ref.number), { lang });
	await officeTakes({ pemda: ref.pemda, id }, 'come');
	await officeTakes({ pemda: ref.pemda, id }, 'grant');
	assert.equal((await verified(issued.number))?.status, 'revoked');
	assert.equal((await getOwnApplication(actor, number)).app.outcome, 'granted');
});

test('a visit is booked where one is asked for; 200 at once never take more seats than there are', async () => {
	setClock(() => new Date('2026-11-24T03:00:00Z'));
	const actors = await Promise.all([...Array(20)].map((_, at) => sari(`Pemohon ${at}`)));
	const refs: { actor: Resident; number: string }[] = [];
	for (const actor of actors) {
		const ref = await sent(actor);
		refs.push({ actor, number: ref.number });
		if (refs.length === 1) {
			await assert.rejects(listSlots(actor, ref.number, 'counter'), code('applications/no-visit-needed'));
		}
		await officeTakes(ref, 'come');
	}
	const [first] = refs;
	assert.ok(first);
	const slots = await listSlots(first.actor, first.number, 'counter');
	assert.equal(slots[0]?.startsAt.toISOString(), '2026-11-25T02:00:00.000Z', 'nine in the morning, tomorrow');
	const startsAt = slots[0]?.startsAt ?? now();
	const book = ({ actor, number }: { actor: Resident; number: string }) =>
		bookVisit(actor, { number, resource: 'counter', startsAt });
	const tries = await Promise.allSettled([...Array(10)].flatMap(() => refs.map(book)));
	assert.equal(tries.length, 200);
	const { rows } = await migratorDb.query<{ taken: number; owners: number }>({
		text: `select count(*)::int as taken, count(distinct application_id)::int as owners from applications.visit
			where starts_at = $1 and cancelled_at is null`,
		values: [startsAt],
	});
	assert.deepEqual(rows[0], { taken: 3, owners: 3 }, 'three seats, three people');
	for (const one of tries)
		if (one.status === 'rejected') assert.ok(code('applications/slot-full')(one.reason), String(one.reason));
	const left = await listSlots(first.actor, first.number, 'counter');
	assert.ok(
		!left.some((slot) => slot.startsAt.getTime() === startsAt.getTime()),
		'a full time is not offered',
	);
	await assert.rejects(
		bookVisit(first.actor, {
			number: first.number,
			resource: 'counter',
			startsAt: new Date('2026-11-28T02:00:00Z'),
		}),
		code('applications/no-such-slot'),
		'a Saturday',
	);
	for (const { actor, number } of refs) await cancelVisit(actor, { number, resource: 'counter' });
	await book(first);
	assert.equal((await getOwnApplication(first.actor, first.number)).visits.length, 1);
	setClock(() => new Date());
});
