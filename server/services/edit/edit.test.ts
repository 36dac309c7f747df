import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { Officer } from '#identity';
import { db } from '#platform/db';
import { runJobsOnce } from '#platform/jobs';
import { Refusal } from '#platform/refusal';
import { listOffices, listPosts } from '#regions';
import {
	beginDraft,
	type Definition,
	dropDraft,
	editsServices,
	findDraftRule,
	findNewestVersion,
	getDraft,
	getVersion,
	hashOf,
	listEditable,
	loadServices,
	openDraft,
	type PastApplication,
	provideUse,
	publishDefinition,
	saveDraft,
	sendDraft,
	startSimulation,
	undoDraft,
} from '#services';
import { officerWith, operator } from '../../../tests/support/accounts.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { suspended } from '../../../tests/support/suspended.ts';

await testDatabase();
const service = 'izin-penelitian';
const policy = { drafts: { way: 'reconcile' }, running: { way: 'pin' } };
let clerk: Officer;
let head: Officer;
let admin: Officer;
let stranger: Officer;
let regency: Officer;

before(async () => {
	const boss = await operator();
	const [office] = await listOffices('12', { function: 'licensing' });
	const posts = (await listPosts('12')).filter(({ officeId }) => officeId === office?.id);
	const at = async (role: string) =>
		(
			await officerWith(boss, '12', 'officer', {
				postId: posts.find((post) => post.role === role)?.id ?? '',
			})
		).officer;
	clerk = await at('officer');
	head = await at('office-head');
	admin = (await officerWith(boss, '12', 'administrator')).officer;
	stranger = (await officerWith(boss, '12', 'secretary')).officer;
	regency = (await officerWith(boss, '12.71', 'administrator')).officer;
});

async function codeOf(work: Promise<unknown>): Promise<string> {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	return error instanceof Refusal ? error.code : error === undefined ? 'fine' : `crash: ${String(error)}`;
}
const newest = async () => (await findNewestVersion(service)).definition;
const withSummary = (definition: Definition, id: string): Definition => ({
	...definition,
	summary: { ...definition.summary, id },
});
/** A draft with one thing changed, and how it is seen. */
async function changed(by: Officer, change: (definition: Definition) => object) {
	const { draftId } = await openDraft(by, service);
	const { definition, revision } = await getDraft(by, draftId);
	return { draftId, ...(await saveDraft(by, { draftId, revision }, change(definition))) };
}

describe('a draft', () => {
	test('is one for all who may edit, and nobody else’s', async () => {
		const [one, other] = await Promise.all([openDraft(clerk, service), openDraft(admin, service)]);
		assert.deepEqual(one, other);
		assert.equal(await codeOf(openDraft(stranger, service)), 'services/not-yours');
		assert.equal(await codeOf(getDraft(stranger, one.draftId)), 'services/no-such-draft');
		assert.equal(await codeOf(openDraft(regency, service)), 'services/not-yours');
		assert.equal(await codeOf(openDraft(clerk, 'akta-kelahiran')), 'services/not-yours');
		assert.equal(await codeOf(openDraft(clerk, 'tidak-ada')), 'services/no-such-service');
		assert.deepEqual(
			await Promise.all([clerk, head, admin, stranger, regency].map((who) => editsServices(who))),
			[true, true, true, false, false],
		);
		assert.equal(await codeOf(listEditable(stranger)), 'services/not-yours');
		const { lines } = await listEditable(clerk);
		assert.equal(lines.find(({ id }) => id === service)?.draft?.id, one.draftId);
		assert.ok(!lines.some(({ id }) => id === 'akta-kelahiran'));
		await dropDraft(clerk, { draftId: one.draftId, revision: 1 });
	});

	test('is changed step by step, and each step undone', async () => {
		const was = await newest();
		const { draftId, revision } = await changed(clerk, (one) => withSummary(one, 'Satu'));
		const again = await saveDraft(clerk, { draftId, revision }, withSummary(was, 'Dua'));
		assert.equal(await codeOf(saveDraft(head, { draftId, revision }, was)), 'services/draft-changed');
		await undoDraft(clerk, { draftId, ...again });
		assert.equal((await getDraft(clerk, draftId)).definition.summary.id, 'Satu');
		await undoDraft(clerk, { draftId, revision });
		const file = await getDraft(clerk, draftId);
		assert.deepEqual([file.definition, file.mayUndo, file.changes], [was, false, []]);
		assert.equal(await codeOf(undoDraft(clerk, { draftId, revision: 1 })), 'services/nothing-to-undo');
		await dropDraft(clerk, { draftId, revision: 1 });
	});

	test('of two who save the same step one is told', async () => {
		const { draftId } = await openDraft(clerk, service);
		const was = await newest();
		const saved = await Promise.all(
			Array.from({ length: 20 }, (_, index) =>
				codeOf(saveDraft(clerk, { draftId, revision: 1 }, withSummary(was, `Nomor ${index}`))),
			),
		);
		assert.equal(saved.filter((code) => code === 'fine').length, 1);
		assert.equal(saved.filter((code) => code === 'services/draft-changed').length, 19);
		await dropDraft(clerk, { draftId, revision: 2 });
	});

	test('may have faults, but is a definition of its service', async () => {
		const { draftId } = await openDraft(clerk, service);
		const was = await newest();
		const seen = { draftId, revision: 1 };
		assert.equal(await codeOf(saveDraft(clerk, seen, { ...was, id: 'lain' })), 'services/other-id');
		for (const nonsense of [null, [], 'x', { ...was, title: 1 }]) {
			assert.equal(await codeOf(saveDraft(clerk, seen, nonsense)), 'services/not-readable');
		}
		let deep: unknown = true;
		for (let depth = 0; depth < 100_000; depth++) deep = [deep];
		const withRule = (rule: unknown) => ({ ...was, named: { deep: rule } });
		assert.equal(await codeOf(saveDraft(clerk, seen, withRule(deep))), 'services/too-deep');
		for (const text of ['a\u0000b', '\ud800']) {
			assert.equal(await codeOf(saveDraft(clerk, seen, withRule(text))), 'services/bad-text');
			assert.equal(await codeOf(saveDraft(clerk, seen, withSummary(was, text))), 'services/bad-text');
		}
		const other = { ...was, provider: { tier: 'province', function: 'health' } };
		assert.equal(await codeOf(saveDraft(clerk, seen, other)), 'services/not-yours');
		await saveDraft(clerk, seen, { ...was, examples: was.examples.map((one) => ({ ...one, fee: 77 })) });
		assert.equal((await getDraft(clerk, draftId)).faults[0]?.code, 'comes-out-otherwise');
		assert.equal(await codeOf(sendDraft(clerk, { draftId, revision: 2 }, policy)), 'services/draft-faulty');
		await dropDraft(clerk, { draftId, revision: 2 });
	});
});

test('a draft is refused or kept, whatever is sent', async () => {
	const { draftId } = await openDraft(clerk, service);
	const was = await newest();
	let revision = 1;
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...Object.keys(was)),
			fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' })),
			async (key, value) => {
				const code = await codeOf(saveDraft(clerk, { draftId, revision }, { ...was, [key]: value }));
				assert.doesNotMatch(code, /crash/);
				if (code === 'fine') revision++;
				await getDraft(clerk, draftId);
			},
		),
		{ numRuns: 100 },
	);
	await dropDraft(clerk, { draftId, revision });
});

describe('publishing', () => {
	test('needs a second person, who may, and a policy', async () => {
		const before = await findNewestVersion(service);
		const seen = await changed(clerk, (one) => withSummary(one, 'Ringkasan baru'));
		assert.equal(await codeOf(publishDefinition(head, seen)), 'services/not-sent');
		assert.equal(await codeOf(sendDraft(clerk, seen, {})), 'services/policy-wrong');
		const past = { ...policy, drafts: { way: 'finish', by: '2020-01-01' } };
		assert.equal(await codeOf(sendDraft(clerk, seen, past)), 'services/policy-wrong');
		await sendDraft(clerk, seen, { ...policy, drafts: { way: 'finish', by: '2099-12-31' } });
		assert.equal(await codeOf(publishDefinition(clerk, seen)), 'services/not-yours');
		assert.equal(await codeOf(publishDefinition(stranger, seen)), 'services/no-such-draft');
		assert.equal(
			await codeOf(publishDefinition({ ...head, freshAt: new Date(0) }, seen)),
			'identity/not-fresh',
		);
		const published = await Promise.all([head, admin].map((who) => codeOf(publishDefinition(who, seen))));
		assert.deepEqual(published.sort(), ['fine', 'services/no-such-draft']);
		const after = await findNewestVersion(service);
		assert.equal(after.version, before.version + 1);
		assert.equal(after.hash, hashOf(after.definition).toString('hex'));
		assert.deepEqual(await getVersion(before.hash), before.definition, 'what was pinned stays');
		assert.deepEqual(await findDraftRule(before.hash, '2099-12-31'), {
			way: 'finish',
			by: '2099-12-31',
		});
		assert.deepEqual(await findDraftRule(before.hash, '2100-01-01'), {
			way: 'reconcile',
		});
		assert.deepEqual(await findDraftRule(after.hash, '2100-01-01'), {
			way: 'newest',
		});
		const { rows } = await db.query<{ reach: string; two: boolean }>({
			text: 'select reach, approved_by <> published_by as two from services.version where service_id = $1 and version = $2',
			values: [service, after.version],
		});
		assert.deepEqual(rows, [{ reach: 'text', two: true }]);
		await loadServices();
		assert.equal((await newest()).summary.id, 'Ringkasan baru', 'also after the platform starts again');
	});

	test('whoever wrote a part does not publish the whole', async () => {
		const { draftId, revision } = await changed(head, (one) => withSummary(one, 'Tulisan kepala'));
		await sendDraft(clerk, { draftId, revision }, policy);
		assert.equal(await codeOf(publishDefinition(head, { draftId, revision })), 'services/own-draft');
		await dropDraft(head, { draftId, revision });
	});

	test('a change after it was sent takes it back', async () => {
		const { draftId, revision } = await changed(clerk, (one) => withSummary(one, 'Satu'));
		await sendDraft(clerk, { draftId, revision }, policy);
		const next = await saveDraft(clerk, { draftId, revision }, withSummary(await newest(), 'Dua'));
		assert.equal(await codeOf(publishDefinition(head, { draftId, revision })), 'services/draft-changed');
		assert.equal(await codeOf(publishDefinition(head, { draftId, ...next })), 'services/not-sent');
		await dropDraft(clerk, { draftId, ...next });
	});

	test('what did not change, or asks an office there is not, is refused', async () => {
		const { draftId } = await openDraft(admin, service);
		assert.equal(
			await codeOf(sendDraft(admin, { draftId, revision: 1 }, policy)),
			'services/nothing-changed',
		);
		const was = await newest();
		const nowhere = { ...was, provider: { tier: 'province', function: 'moon-affairs' } };
		const { revision } = await saveDraft(admin, { draftId, revision: 1 }, nowhere);
		assert.equal(await codeOf(sendDraft(admin, { draftId, revision }, policy)), 'services/no-office');
		await dropDraft(admin, { draftId, revision });
	});

	test('documents of two services never bear one number, whoever publishes first', async () => {
		const was = await newest();
		const [output] = was.process?.outputs ?? [];
		assert.ok(output);
		const begin = async (id: string, changes: Partial<typeof output>, more: object = {}) => {
			const outputs = was.process?.outputs.map((one) => ({ ...one, ...changes }));
			const title = { id: `Izin ${id}`, en: `Permit ${id}` };
			const process = { ...was.process, outputs };
			const { draftId } = await beginDraft(admin, { ...was, id, title, process, ...more });
			return { draftId, revision: 1 };
		};
		const say = async (id: string, changes: Partial<typeof output>, more?: object) => {
			const seen = await begin(id, changes, more);
			const said = await codeOf(sendDraft(admin, seen, policy));
			await dropDraft(admin, seen);
			return said;
		};
		const number = output.number.replace(/\{seq:\d\}/, '{seq:7}').toLowerCase();
		assert.equal(await say('izin-a', { series: 'lain' }), 'services/number-taken', 'another series');
		assert.equal(
			await say('izin-b', { series: 'lain', number }),
			'services/number-taken',
			'written otherwise',
		);
		assert.equal(await say('izin-c', { number: '{seq}/LAIN/{office}/{year}' }), 'services/series-taken');
		const fishing = { provider: { tier: 'province', function: 'education' } };
		assert.equal(await say('izin-d', { series: 'lain' }, fishing), 'fine', '{office} tells them apart');
		const ppid = { series: 'lain', number: '{seq:4}/PPID/{roman}/{year}' };
		assert.equal(
			await say('izin-e', ppid),
			'services/number-taken',
			'another office, and nothing tells them apart',
		);
		const own = { series: 'baru', number: '{seq}/BARU/{office}/{year}' };
		const drafts = [await begin('izin-f', own), await begin('izin-g', { ...own, series: 'baru-juga' })];
		for (const seen of drafts) await sendDraft(clerk, seen, policy);
		const came = await Promise.all(drafts.map((seen) => codeOf(publishDefinition(head, seen))));
		assert.deepEqual(came.sort(), ['fine', 'services/number-taken'], 'two at once');
	});

	test('a new service is begun by an administrator and offered once two have seen it', async () => {
		const fresh = { ...(await newest()), id: 'izin-baru', title: { id: 'Izin baru', en: 'A new permit' } };
		assert.equal(await codeOf(beginDraft(head, fresh)), 'services/not-yours');
		assert.equal(await codeOf(beginDraft(admin, await newest())), 'services/exists');
		const { draftId } = await beginDraft(admin, fresh);
		assert.equal(await codeOf(findNewestVersion('izin-baru')), 'services/no-such-service');
		const seen = { draftId, revision: 1 };
		await sendDraft(clerk, seen, policy);
		const published = await publishDefinition(head, seen);
		assert.deepEqual([published.version, published.reach], [1, 'new']);
		await loadServices();
		assert.equal((await findNewestVersion('izin-baru')).version, 1, 'without a file it stays offered');
	});
});

describe('the simulator', () => {
	/** As many applications as asked, in a few kinds. */
	function pastOf(count: number): PastApplication[] {
		return Array.from({ length: count }, (_, index) => ({
			...{ number: `A-${index}`, versionHash: '', findings: {}, on: '2026-11-24', route: [] },
			answers: { researcher: 'student', ownDuty: false, regencies: index % 4, ethics: index % 2 === 0 },
		}));
	}
	const provide = (count: number) =>
		provideUse({
			count: async () => ({ drafts: 3, running: 50, sent: count }),
			past: async function* () {
				const all = pastOf(count);
				for (let at = 0; at < all.length; at += 500) yield all.slice(at, at + 500);
			},
		});
	const stricter = (one: Definition): object => ({
		...one,
		eligibility: one.eligibility.map((each) =>
			each.id === 'across-regencies' ? { ...each, rule: { atLeast: [{ answer: 'regencies' }, 3] } } : each,
		),
	});

	test('says what would have come out otherwise, as a job that can be looked at', async () => {
		provide(100);
		const seen = await changed(clerk, stricter);
		await startSimulation(clerk, seen);
		assert.equal((await getDraft(clerk, seen.draftId)).simulation?.finishedAt, null);
		await runJobsOnce();
		const { simulation, use, reach } = await getDraft(clerk, seen.draftId);
		assert.deepEqual([simulation?.total, simulation?.done, simulation?.result?.outcomes], [100, 100, 25]);
		assert.deepEqual(simulation?.result?.shown[0]?.outcome, ['eligible', 'refer']);
		assert.deepEqual([use.running, use.drafts, reach], [50, 3, 'breaking']);
		await dropDraft(clerk, seen);
	});

	test('tries 10,000 within a minute', { timeout: 60_000 }, async (t) => {
		provide(10_000);
		const seen = await changed(clerk, stricter);
		await startSimulation(clerk, seen);
		const began = performance.now();
		await runJobsOnce();
		t.diagnostic(`${Math.round(performance.now() - began)} ms`);
		const { simulation } = await getDraft(clerk, seen.draftId);
		assert.equal(simulation?.result?.tried, 10_000);
		assert.equal(simulation?.result?.outcomes, 2500);
		await dropDraft(clerk, seen);
	});

	test('without any application tries the examples; a draft that changed ends it', async () => {
		provide(0);
		const seen = await changed(clerk, stricter);
		await startSimulation(clerk, seen);
		await runJobsOnce();
		const { simulation } = await getDraft(clerk, seen.draftId);
		assert.equal(simulation?.result?.tried, (await newest()).examples.length);
		await startSimulation(clerk, seen);
		const next = await saveDraft(clerk, seen, withSummary(await newest(), 'Lain'));
		await runJobsOnce();
		assert.equal((await getDraft(clerk, seen.draftId)).simulation?.finishedAt, null);
		await dropDraft(clerk, { ...seen, ...next });
	});

	test('ends with the portion under way when whoever began it was suspended', async () => {
		provide(2000);
		const seen = await changed(clerk, stricter);
		await startSimulation(clerk, seen);
		await suspended(clerk);
		await runJobsOnce();
		const { simulation } = await getDraft(clerk, seen.draftId);
		assert.deepEqual([simulation?.done, simulation?.finishedAt !== null], [500, true]);
		await dropDraft(clerk, seen);
	});
});
