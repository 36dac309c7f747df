import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { keptOf, type Opened, officersOf, openSample } from '../../tests/support/applications.ts';
import { asahan, deskOf, medan, officerAt, province } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { decideJoin } from './decide-join.ts';
import { fireApplicationClocks } from './fire-clocks.ts';
import { delegateOpinion, giveOpinion, recuseOpinion } from './give-opinion.ts';
import { takeTransition } from './take-transition.ts';

await testDatabase();

const monday = new Date('2026-11-23T02:00:00Z');
let sent: Opened;
let health: ReturnType<typeof officerAt>;
let provincial: ReturnType<typeof officerAt>;
const refused = (code: string) => ({ name: 'Refusal', code: `applications/${code}` });

type Asked = { id: string; branch: string; lateAt: Date | null; endedAt: Date | null };
async function asked(
	branch: string,
): Promise<Asked & { ref: { pemda: string; id: string; opinionId: string } }> {
	const { rows } = await migratorDb.query<Asked>({
		text: `select id, branch, late_at as "lateAt", ended_at as "endedAt" from applications.opinion
			where application_id = $1 and branch = $2`,
		values: [sent.ref.id, branch],
	});
	const [row] = rows;
	assert.ok(row);
	return { ...row, ref: { ...sent.ref, opinionId: row.id } };
}

async function askAll(area = 0) {
	sent = await openSample({ answers: { area, owner: 'Siti Contoh', hasHelper: false } });
	const { officer } = await officersOf(sent.office);
	const take = (transition: string, more: object) =>
		takeTransition(officer, { ...sent.ref, transition, key: newId(), ...more });
	await take('tinjau', { checklist: ['lengkap'] });
	await take('tanya', { findings: { measured: 12 } });
}

beforeEach(async () => {
	setClock(() => monday);
	await askAll();
	health = officerAt(await deskOf(asahan, 'health'));
	provincial = officerAt(await deskOf(province, 'health'));
});

describe('opinions of several offices at once', () => {
	test('join in whatever order, and the system moves on in the same commit', async () => {
		await giveOpinion(provincial, { ...(await asked('provinsi')).ref, verdict: 'agree' });
		assert.equal((await keptOf(sent.ref)).state, 'pendapat');
		await giveOpinion(health, { ...(await asked('sehat')).ref, verdict: 'agree', reason: 'Sesuai.' });
		assert.equal((await keptOf(sent.ref)).state, 'putusan', 'nothing to pay, so it is settled at once');
	});

	test('both at the same moment: it moves on once', async () => {
		const [one, two] = [await asked('sehat'), await asked('provinsi')];
		await Promise.all([
			giveOpinion(health, { ...one.ref, verdict: 'agree' }),
			giveOpinion(provincial, { ...two.ref, verdict: 'agree' }),
		]);
		const { rows } = await migratorDb.query<{ count: number }>({
			text: `select count(*)::int as count from applications.event where application_id = $1 and transition = 'sepakat'`,
			values: [sent.ref.id],
		});
		assert.equal(rows[0]?.count, 1);
	});

	test('an objection stops the waiting and needs its reason', async () => {
		const { ref } = await asked('sehat');
		await assert.rejects(giveOpinion(health, { ...ref, verdict: 'object' }), refused('reason-missing'));
		await giveOpinion(health, { ...ref, verdict: 'object', reason: 'Terlalu dekat sekolah.' });
		assert.equal((await keptOf(sent.ref)).state, 'putusan');
		const other = await asked('provinsi');
		assert.ok(other.endedAt, 'the other is not asked any more');
		await assert.rejects(
			giveOpinion(provincial, { ...other.ref, verdict: 'agree' }),
			refused('opinion-ended'),
		);
	});

	test('is said once; the same again is the same', async () => {
		const { ref } = await asked('sehat');
		await giveOpinion(health, { ...ref, verdict: 'agree' });
		await giveOpinion(health, { ...ref, verdict: 'agree' });
		const colleague = officerAt(await deskOf(asahan, 'health'));
		await assert.rejects(
			giveOpinion(colleague, { ...ref, verdict: 'object', reason: 'Tidak setuju.' }),
			refused('opinion-given'),
		);
	});

	test('nobody speaks for another office', async () => {
		const { ref } = await asked('sehat');
		await assert.rejects(giveOpinion(provincial, { ...ref, verdict: 'agree' }), refused('not-yours'));
		const stranger = officerAt(await deskOf(medan, 'health'));
		await assert.rejects(giveOpinion(stranger, { ...ref, verdict: 'agree' }), refused('no-such-application'));
	});

	test('whoever is asked sees it and moves nothing else', async () => {
		await assert.rejects(
			takeTransition(health, { ...sent.ref, transition: 'tinjau', key: newId(), checklist: ['lengkap'] }),
			refused('not-now'),
		);
	});

	test('whoever has an interest stays away, a colleague speaks', async () => {
		const { ref } = await asked('sehat');
		await recuseOpinion(health, { ...ref, reason: 'Pemohon adalah adik saya.' });
		await assert.rejects(giveOpinion(health, { ...ref, verdict: 'agree' }), refused('recused'));
		await giveOpinion(officerAt(await deskOf(asahan, 'health')), { ...ref, verdict: 'agree' });
	});

	test('the head passes the question on within the government', async () => {
		const { ref } = await asked('sehat');
		const to = await deskOf(asahan, 'education');
		const reason = 'Lebih tepat di sana.';
		await assert.rejects(
			delegateOpinion(health, { ...ref, officeId: to.officeId, reason }),
			refused('not-yours'),
		);
		const head = officerAt(await deskOf(asahan, 'health'), 'office-head');
		const outside = (await deskOf(medan, 'education')).officeId;
		await assert.rejects(
			delegateOpinion(head, { ...ref, officeId: outside, reason }),
			refused('no-such-office'),
		);
		await delegateOpinion(head, { ...ref, officeId: to.officeId, reason });
		await assert.rejects(giveOpinion(health, { ...ref, verdict: 'agree' }), refused('not-yours'));
		await giveOpinion(officerAt(to), { ...ref, verdict: 'agree' });
	});

	test('silence is no yes: each branch has its own term, and is late once', async () => {
		setClock(() => new Date('2026-11-25T17:00:01Z'));
		await Promise.all([fireApplicationClocks(), fireApplicationClocks()]);
		const { rows } = await migratorDb.query<{ about: object }>({
			text: `select diff->'about' as about from applications.event where application_id = $1 and kind = 'late'`,
			values: [sent.ref.id],
		});
		assert.deepEqual(rows, [{ about: { kind: 'branch', opinion: (await asked('sehat')).id } }]);
		assert.ok((await asked('sehat')).lateAt);
		assert.equal((await asked('provinsi')).lateAt, null);
		assert.equal((await keptOf(sent.ref)).state, 'pendapat');
	});
});

test('all, any, so many; a no stops or is collected', () => {
	const cases = [
		['all', 'stop', ['agree', null], 'open'],
		['all', 'stop', ['agree', 'agree'], 'joined'],
		['all', 'stop', [null, 'object'], 'objected'],
		['all', 'collect', ['object', null], 'open'],
		['all', 'collect', ['object', 'agree'], 'objected'],
		['any', 'collect', ['object', null, null], 'open'],
		['any', 'collect', ['object', 'agree', null], 'joined'],
		['any', 'collect', ['object', 'object', 'object'], 'objected'],
		[2, 'collect', ['agree', 'object', null], 'open'],
		[2, 'collect', ['agree', 'object', 'agree'], 'joined'],
		[2, 'stop', ['agree', 'object', 'agree'], 'objected'],
		[5, 'collect', ['agree', 'agree'], 'joined'],
	] as const;
	for (const [join, onRefusal, verdicts, outcome] of cases) {
		assert.equal(decideJoin({ join, onRefusal }, [...verdicts]), outcome, `${join} ${onRefusal} ${verdicts}`);
	}
});
