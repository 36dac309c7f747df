import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Resident } from '#identity';
import { acceptMandate, endMandate, giveNik, listLedger, makeCounterCode, offerMandate } from '#people';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { listOffices } from '#regions';
import { applyService, publishForTest } from '../../../tests/support/apply-service.ts';
import { asahan, deskOf, officerAt } from '../../../tests/support/cases.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { newNik, resident } from '../../../tests/support/residents.ts';
import { answerPage, removeRecord, saveRecord } from './answer-step.ts';
import { addDraftFile, removeDraftFile } from './draft-files.ts';
import { dropDraft } from './drop-draft.ts';
import { getDraft, listDrafts } from './get-draft.ts';
import { startAtCounter } from './start-at-counter.ts';
import { startDraft } from './start-draft.ts';
import { firstOpen } from './steps.ts';

await testDatabase();
await publishForTest(applyService());
const serviceId = 'izin-contoh';
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

const code = (want: string) => (error: unknown) => error instanceof Refusal && error.code === want;
const given = (fields: Record<string, string>) => (name: string) => fields[name] ?? null;
async function sari(): Promise<Resident> {
	const one = await resident('contact', 'Sari');
	await giveNik(one, { name: 'Sari Dewi', ...newNik() });
	return { ...one, level: 'nik' };
}
const openStep = async (actor: Resident, id: string) => firstOpen((await getDraft(actor, id)).form)?.id;

describe('a draft', () => {
	test('begins with what the check asked, and nothing is asked twice', async () => {
		const actor = await sari();
		const draft = await startDraft(actor, {
			serviceId,
			partyId: actor.accountId,
			answers: { inside: true, size: 'small', stranger: 'x' },
		});
		const { form } = await getDraft(actor, draft.id);
		assert.deepEqual(form.answers, { inside: true, size: 'small', fullName: 'Sari Dewi' });
		assert.equal(
			firstOpen(form)?.id,
			'isi.diri',
			'its e-mail is not known and may stay empty: still to be seen',
		);
		assert.deepEqual(
			(await listDrafts(actor)).map(({ id }) => id),
			[draft.id],
		);
	});

	test('goes from page to page; none is skipped', async () => {
		const actor = await sari();
		const { id } = await startDraft(actor, { serviceId, partyId: actor.accountId });
		assert.equal(await openStep(actor, id), 'syarat.inside');
		await assert.rejects(
			answerPage(actor, id, 'isi.acara', given({ purpose: 'Pasar' })),
			code('applications/step-not-reached'),
		);
		await assert.rejects(answerPage(actor, id, 'isi.tidak', given({})), code('applications/no-such-step'));
		await assert.rejects(
			answerPage(actor, id, 'syarat.inside', given({ inside: 'mungkin' })),
			code('applications/answers-wrong'),
		);
		await answerPage(actor, id, 'syarat.inside', given({ inside: 'ya', purpose: 'not asked here' }));
		await answerPage(actor, id, 'syarat.size', given({ size: 'small' }));
		await answerPage(actor, id, 'isi.diri', given({ fullName: 'Somebody Else', email: '' }));
		const { form } = await getDraft(actor, id);
		assert.equal(form.answers['fullName'], 'Sari Dewi', 'what is known cannot be typed over');
		assert.equal(form.answers['purpose'], undefined);
		assert.equal(firstOpen(form)?.id, 'isi.acara');
	});

	test('a page depends on answers; what is not asked any more does not count', async () => {
		const actor = await sari();
		const { id } = await startDraft(actor, {
			serviceId,
			partyId: actor.accountId,
			answers: { inside: true, size: 'large' },
		});
		await answerPage(actor, id, 'isi.diri', given({}));
		await answerPage(actor, id, 'isi.acara', given({ purpose: 'Pasar malam' }));
		await assert.rejects(
			answerPage(actor, id, 'isi.tempat', given({ place: '99.99' })),
			code('applications/answers-wrong'),
		);
		await answerPage(actor, id, 'isi.tempat', given({ place: '12.09' }));
		await answerPage(actor, id, 'isi.panggung', given({ stage: 'ya' }));
		assert.equal(await openStep(actor, id), 'isi.panggung', 'its height is asked now');
		await assert.rejects(
			answerPage(actor, id, 'isi.panggung', given({ stage: 'ya', height: '' })),
			code('applications/answers-wrong'),
		);
		await answerPage(actor, id, 'isi.panggung', given({ stage: 'ya', height: '3' }));
		assert.equal((await getDraft(actor, id)).form.answers['height'], 3);
		await answerPage(actor, id, 'isi.panggung', given({ stage: 'tidak', height: '3' }));
		assert.equal((await getDraft(actor, id)).form.answers['height'], undefined);
		await answerPage(actor, id, 'syarat.size', given({ size: 'small' }));
		const { form } = await getDraft(actor, id);
		assert.equal(form.answers['stage'], undefined);
		assert.ok(!form.steps.some((step) => step.id === 'isi.panggung' || step.id === 'berkas.plan'));
	});

	test('records are added, changed and removed, over what was seen', async () => {
		const actor = await sari();
		const { id } = await startDraft(actor, {
			serviceId,
			partyId: actor.accountId,
			answers: { inside: true, size: 'small' },
		});
		await answerPage(actor, id, 'isi.diri', given({}));
		await answerPage(actor, id, 'isi.acara', given({ purpose: 'Pasar' }));
		await answerPage(actor, id, 'isi.tempat', given({ place: '12.09' }));
		const stepId = 'isi.kios.stalls';
		const seen = async () => (await getDraft(actor, id)).draft.seq;
		await assert.rejects(answerPage(actor, id, stepId, given({})), code('applications/answers-wrong'));
		const add = async (goods: string, area = '2') =>
			saveRecord(actor, id, { stepId, at: null, seen: await seen() }, given({ goods, area }));
		await assert.rejects(add('Bakso', '200'), code('applications/answers-wrong'));
		await add('Bakso');
		await add('Es');
		await saveRecord(actor, id, { stepId, at: 0, seen: await seen() }, given({ goods: 'Mi', area: '4' }));
		const old = await seen();
		await removeRecord(actor, id, { stepId, at: 1, seen: old });
		await assert.rejects(
			removeRecord(actor, id, { stepId, at: 0, seen: old }),
			code('applications/draft-changed'),
		);
		const { form } = await getDraft(actor, id);
		assert.deepEqual(form.answers['stalls'], [{ goods: 'Mi', area: 4 }]);
		assert.equal(form.decision.total, 10_000);
		await add('Kopi');
		await add('Teh');
		await assert.rejects(add('Roti'), code('applications/answers-wrong'), 'three at most');
		const together = await seen();
		const tries = await Promise.allSettled(
			[...Array(20)].map((_, at) =>
				saveRecord(actor, id, { stepId, at: 0, seen: together }, given({ goods: `Nomor ${at}`, area: '1' })),
			),
		);
		assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1, 'one of twenty at once');
	});

	test('files are checked: type, count, and what cannot be looked into', async () => {
		const actor = await sari();
		const { id } = await filled(actor);
		const add = (bytes: Uint8Array, name = 'surat.pdf') =>
			addDraftFile(actor, id, { paper: 'letter', files: [{ name, bytes }] });
		await assert.rejects(add(Buffer.from('MZ hello')), code('media/not-this-type'));
		await assert.rejects(add(Buffer.from('%PDF-1.7 broke off')), code('media/unreadable'));
		await assert.rejects(
			add(Buffer.concat([Buffer.from('%PDF-1.7\n/Encrypt 5 0 R\n'), pdf])),
			code('applications/unscannable'),
		);
		await add(pdf, 'surat\u0000<b>.pdf');
		await add(pdf);
		await assert.rejects(add(pdf), code('applications/too-many-files'));
		await assert.rejects(
			addDraftFile(actor, id, { paper: 'plan', files: [{ name: 'a', bytes: pdf }] }),
			code('applications/no-such-step'),
		);
		const { form } = await getDraft(actor, id);
		assert.equal(form.files[0]?.name, 'suratb.pdf');
		assert.equal(firstOpen(form), undefined, 'all is there');
		await removeDraftFile(actor, id, form.files[0]?.id ?? '');
		assert.equal((await getDraft(actor, id)).form.files.length, 1);
	});

	test('is nobody else’s', async () => {
		const [actor, other] = [await sari(), await sari()];
		const { id } = await startDraft(actor, { serviceId, partyId: actor.accountId });
		for (const work of [
			() => getDraft(other, id),
			() => answerPage(other, id, 'syarat.inside', given({ inside: 'ya' })),
			() => dropDraft(other, id),
			() => getDraft(actor, newId()),
			() => getDraft(actor, 'x'),
		]) {
			await assert.rejects(work(), code('applications/no-such-draft'));
		}
		await assert.rejects(getDraft({ kind: 'anonymous', origin: '' }, id), code('people/sign-in-needed'));
		assert.deepEqual(await listDrafts(other), []);
		await dropDraft(actor, id);
		await assert.rejects(getDraft(actor, id), code('applications/no-such-draft'));
	});

	test('is for a person or a business of theirs; under a mandate only for who gave it', async () => {
		const actor = await sari();
		const businessId = newId();
		await migratorDb.query({
			text: `insert into people.business (id, nib, name, kbli, region, responsible_id, added_at, changed_at, verified_at)
				values ($1, '1234567890123', 'Warung Sari', '{56101}', '12.09', $2, now(), now(), now())`,
			values: [businessId, actor.accountId],
		});
		await assert.rejects(startDraft(actor, { serviceId }), code('applications/party-missing'));
		await assert.rejects(
			startDraft(actor, { serviceId, partyId: newId() }),
			code('applications/party-wrong'),
		);
		const draft = await startDraft(actor, { serviceId, partyId: businessId });
		assert.equal(draft.owner.name, 'Warung Sari');
		assert.equal((await getDraft(actor, draft.id)).draft.known.business?.['kbli'], '56101');
		const agent = await sari();
		const mandate = { mandateId: newId(), kind: 'business' as const, id: businessId, name: 'Warung Sari' };
		const acting = (scope: string[]) => ({ ...agent, actsFor: { ...mandate, scope } });
		await assert.rejects(getDraft(agent, draft.id), code('applications/no-such-draft'));
		await assert.rejects(getDraft(acting(['reports']), draft.id), code('people/not-in-mandate'));
		assert.equal((await getDraft(acting(['applications']), draft.id)).draft.id, draft.id);
		const own = await startDraft(agent, { serviceId, partyId: agent.accountId });
		await assert.rejects(getDraft(acting(['applications']), own.id), code('applications/no-such-draft'));
	});
});

describe('under a mandate', () => {
	/** A mother who gave a mandate in these things, and a son who acts under it now. */
	async function acting(scope: string[]) {
		const [mother, son] = [await sari(), await sari()];
		const day = dayOf(new Date());
		const terms = { businessId: null, scope, note: '', from: day, to: day };
		const { code: shown } = await offerMandate(mother, terms);
		const { mandateId } = await acceptMandate(son, shown);
		const giver = { mandateId, kind: 'person' as const, id: mother.accountId, name: 'Sari Dewi', scope };
		return { mother, mandateId, son: { ...son, actsFor: giver } };
	}
	const looks = async (actor: Resident) =>
		(await listLedger(actor)).lines.filter(({ act }) => act === 'people-fill-under-mandate');

	test('what is known of the giver is filled in where the mandate says so, and the look is in their ledger', async () => {
		const { mother, son, mandateId } = await acting(['applications', 'data']);
		const { id } = await startDraft(son, { serviceId });
		const { known } = (await getDraft(son, id)).draft;
		assert.deepEqual(Object.keys(known), ['person'], 'no contacts, nothing of the son');
		assert.equal(known.person?.['birthDate'], '1990-01-02');
		assert.match(known.person?.['nik'] ?? '', /^1209•{8}\d{4}$/);
		assert.equal((await looks(mother)).length, 1);
		assert.equal((await looks(mother))[0]?.reason, 'mandate');
		await endMandate(mother, mandateId);
		const late = await startDraft(son, { serviceId });
		assert.deepEqual(late.known, { person: { name: 'Sari Dewi' } }, 'a session that did not notice its end');
		assert.equal((await looks(mother)).length, 1);
	});

	test('without, no more than the name', async () => {
		const { mother, son } = await acting(['applications']);
		const { known } = await startDraft(son, { serviceId });
		assert.deepEqual(known, { person: { name: 'Sari Dewi' } });
		assert.deepEqual(await looks(mother), []);
		const claimed = { ...son.actsFor, scope: ['applications', 'data'] };
		const more = await startDraft({ ...son, actsFor: claimed }, { serviceId });
		assert.deepEqual(more.known, known, 'the mandate is asked, not the session');
	});
});

describe('at a counter', () => {
	test('an officer fills it in for who showed their code, once, and it is theirs', async () => {
		const actor = await sari();
		const [registry] = await listOffices(asahan, { function: 'civil-registration' });
		assert.ok(registry);
		const desk = { pemda: asahan, officeId: registry.id, officeName: registry.name };
		const [officer, colleague] = [officerAt(desk), officerAt(desk)];
		const { code: shown } = await makeCounterCode(actor);
		const stranger = officerAt(await deskOf(asahan, 'public-works'));
		await assert.rejects(startAtCounter(stranger, { code: shown, serviceId }), code('people/no-counter'));
		const wrong = { code: shown, serviceId: 'tidak-ada' };
		await assert.rejects(startAtCounter(officer, wrong), code('services/no-such-service'));
		const { id } = await startAtCounter(officer, { code: shown, serviceId });
		await assert.rejects(
			startAtCounter(officer, { code: shown, serviceId }),
			code('people/counter-code-wrong'),
		);
		const { draft, form } = await getDraft(officer, id);
		assert.deepEqual(
			[draft.owner.id, draft.channel, draft.counter?.level],
			[actor.accountId, 'counter', 'nik'],
		);
		assert.equal(form.answers['fullName'], 'Sari Dewi', 'what is known is filled in');
		await answerPage(officer, id, 'syarat.inside', given({ inside: 'ya' }));
		await assert.rejects(getDraft(colleague, id), code('applications/no-such-draft'));
		await assert.rejects(getDraft({ ...officer, holdings: [] }, id), code('applications/no-such-draft'));
		assert.deepEqual(
			(await listDrafts(actor)).map((one) => one.id),
			[id],
			'she can go on by herself',
		);
		const ledger = await listLedger(actor);
		assert.ok(JSON.stringify(ledger).includes('open-at-counter'), 'the look is on record');
	});
});

/** Everything but the files. */
async function filled(actor: Resident) {
	const draft = await startDraft(actor, {
		serviceId,
		partyId: actor.accountId,
		answers: { inside: true, size: 'small' },
	});
	const { id } = draft;
	await answerPage(actor, id, 'isi.diri', given({}));
	await answerPage(actor, id, 'isi.acara', given({ purpose: 'Pasar' }));
	await answerPage(actor, id, 'isi.tempat', given({ place: '12.09' }));
	const seen = (await getDraft(actor, id)).draft.seq;
	await saveRecord(
		actor,
		id,
		{ stepId: 'isi.kios.stalls', at: null, seen },
		given({ goods: 'Bakso', area: '2' }),
	);
	await answerPage(actor, id, 'isi.saksi.signers', given({}));
	return draft;
}
