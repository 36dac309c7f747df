import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { Officer } from '#identity';
import { setClock } from '#platform/clock';
import { migratorDb, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import {
	askAround,
	keptOf,
	officersOf,
	openSample,
	publishSample,
	smallService,
} from '../../tests/support/applications.ts';
import { officerAt } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { validToOf } from './issue.ts';
import { takeInside, takeTransition } from './take-transition.ts';

await testDatabase();
beforeEach(() => setClock(() => new Date('2026-11-23T02:00:00Z')));

/** Before the head; whoever moved it this far is told. */
async function atDecision(mover?: (of: Awaited<ReturnType<typeof officersOf>>) => Officer) {
	const sent = await openSample({ answers: { area: 0, owner: 'Siti Contoh', hasHelper: false } });
	const who = await officersOf(sent.office);
	const officer = mover?.(who) ?? who.officer;
	await askAround(sent, officer, 12.5);
	return { sent, who, grant: { ...sent.ref, transition: 'kabulkan', key: newId() } };
}

type Issued = {
	number: string;
	body: { id: string };
	lines: object[];
	signer: { name: string };
	valid: Date;
};
async function issuedFor({ id }: { id: string }): Promise<Issued[]> {
	const { rows } = await migratorDb.query<Issued>({
		text: `select number, body, lines, signer, valid_to as valid from documents.document where subject like $1`,
		values: [`%:${id}`],
	});
	return rows;
}

describe('a document', () => {
	test('is given with the decision, in its words, signed by whoever decides', async () => {
		const { sent, who, grant } = await atDecision();
		await takeTransition(who.head, grant);
		assert.equal((await keptOf(sent)).outcome, 'granted');
		const [document, ...others] = await issuedFor(sent);
		assert.equal(others.length, 0);
		assert.match(document?.number ?? '', /^\d{4}\/CONTOH\/2026$/);
		assert.equal(document?.body.id, 'Diberikan kepada Siti Contoh.');
		assert.deepEqual(document?.lines, [{ label: { id: 'Luas', en: 'Area' }, value: '12,5' }]);
		assert.equal(document?.signer.name, 'Rina Hasibuan');
		assert.equal(document?.valid.toISOString(), '2027-11-23T16:59:59.999Z');
	});

	test('shows of what is masked on it no more than first letters and last digits, in its data neither', async () => {
		const { process } = smallService;
		const outputs = process.outputs.map((one) => ({
			...one,
			lines: [{ label: { id: 'Nama', en: 'Name' }, value: { answer: 'owner' } }],
			prints: [{ field: 'owner', masked: true }],
		}));
		const definition = { ...smallService, process: { ...process, outputs } };
		const versionHash = await publishSample(definition);
		const answers = (owner: string) => ({ area: 0, owner, hasHelper: false });
		for (const [owner, shown] of [
			['Siti Rahma', 'S*** R***'],
			['0071234567', '***4567'],
		] as const) {
			const sent = await openSample({ versionHash, answers: answers(owner) });
			const who = await officersOf(sent.office);
			await askAround(sent, who.officer, 12.5);
			await takeTransition(who.head, { ...sent.ref, transition: 'kabulkan', key: newId() });
			const [document] = await issuedFor(sent);
			assert.equal(document?.body.id, `Diberikan kepada ${shown}.`);
			assert.deepEqual(document?.lines, [{ label: { id: 'Nama', en: 'Name' }, value: shown }]);
		}
	});

	test('is one, however often the decision is sent', async () => {
		const { sent, who, grant } = await atDecision();
		await Promise.all(Array.from({ length: 10 }, () => takeTransition(who.head, grant)));
		assert.equal((await issuedFor(sent)).length, 1);
	});

	test('does not stay, nor its number, where the decision does not', async () => {
		const { sent, who, grant } = await atDecision();
		await assert.rejects(
			withScope({ offices: [sent.office.officeId] }, async (tx) => {
				await takeInside(tx, who.head, grant);
				throw new Error('the process dies here');
			}),
			/dies here/,
		);
		assert.deepEqual(await issuedFor(sent), []);
		await takeTransition(who.head, grant);
		const { rows } = await migratorDb.query<{ gaps: number }>({
			text: `select (max(seq) - count(*))::int as gaps from documents.document where series = 'izin-contoh'`,
		});
		assert.equal(rows[0]?.gaps, 0);
	});

	test('is not decided by who moved it here, whatever their posts', async () => {
		const both = ({ officer, head }: Awaited<ReturnType<typeof officersOf>>): Officer => {
			officer.holdings.push(...head.holdings);
			return officer;
		};
		const { who, grant } = await atDecision(both);
		await assert.rejects(takeTransition(who.officer, grant), { code: 'applications/four-eyes' });
		await takeTransition(who.otherHead, grant);
	});

	test('nor at a desk that was lent by who moved it here', async () => {
		const { sent, who, grant } = await atDecision();
		const lent = officerAt(sent.office, 'office-head', 'Pelaksana Harian');
		const [post] = lent.holdings;
		assert.ok(post);
		post.lentBy = { accountId: who.officer.accountId, name: 'Sri Rejeki' };
		await assert.rejects(takeTransition(lent, grant), { code: 'applications/four-eyes' });
	});
});

test('a document holds until the end of the same day so long after, or the last of a shorter month', () => {
	const from = (day: string) => new Date(`${day}T05:00:00Z`);
	const until = (amount: number, unit: 'year' | 'month' | 'day', day: string) =>
		validToOf({ valid: { amount, unit } }, from(day))?.toISOString();
	assert.equal(until(1, 'year', '2028-02-29'), '2029-02-28T16:59:59.999Z');
	assert.equal(until(1, 'month', '2027-01-31'), '2027-02-28T16:59:59.999Z');
	assert.equal(until(30, 'day', '2026-12-15'), '2027-01-14T16:59:59.999Z');
	assert.equal(validToOf({}, from('2026-12-15')), null);
});
