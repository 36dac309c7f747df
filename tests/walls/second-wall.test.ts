import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type pg from 'pg';
import { type Actor, scopeOf } from '#identity';
import { migratorDb, poolFor, type Scope, withScope } from '#platform/db';
import { asahan, deskOf, medan, officerAt, openReport } from '../support/cases.ts';
import { desks, officerIn, postRoles, type WhoOfficer } from './actors.ts';
import { outcomeOf } from './expect.ts';
import { caseThings, caseTries, stateOf } from './try-cases.ts';
import { houseThings, houseTries } from './try-houses.ts';

/**
 * The wall behind the policies, with the policies out of the way: acts run by somebody whom every policy lets through,
 * in a transaction that has the scope of another office or government. What then still comes back, the database let by.
 */
let cells = 0;
after(() => console.log(`walls: ${cells} cells tried with every policy saying yes`));

const strangers: WhoOfficer[] = [];
for (const role of postRoles) strangers.push(await officerIn(desks.government, role, `${role}@government`));
for (const role of ['officer', 'office-head'] as const)
	strangers.push(await officerIn(desks.office, role, `${role}@office`));

/** What a transaction in a scope begins with. */
async function beginningOf(scope: Scope): Promise<string> {
	let said = '';
	await withBeginning(
		(text) => {
			said = text;
			return text;
		},
		() => withScope(scope, async () => undefined),
	);
	return said;
}

/** Runs work in this process with the first words of each transaction changed. */
async function withBeginning<T>(change: (text: string) => string, work: () => Promise<T>): Promise<T> {
	const pool = poolFor('app');
	const connect: typeof pool.connect = pool.connect.bind(pool);
	const patched = async (): Promise<pg.PoolClient> => {
		const client = await connect();
		const [query, release] = [client.query, client.release];
		Object.assign(client, {
			query: (text: unknown, ...rest: unknown[]) =>
				Reflect.apply(query, client, [
					typeof text === 'string' && text.startsWith('begin') ? change(text) : text,
					...rest,
				]),
			release: (error?: Error) => {
				Object.assign(client, { query, release });
				release.call(client, error);
			},
		});
		return client;
	};
	// A pool's own queries ask for a connection with a callback; transactions with none.
	Object.assign(pool, {
		connect: (given?: () => void) => (given ? Reflect.apply(connect, pool, [given]) : patched()),
	});
	try {
		return await work();
	} finally {
		Object.assign(pool, { connect });
	}
}

const entitled = {
	desk: await officerIn(desks.own, 'office-head', 'office-head@own'),
	government: await officerIn(desks.own, 'secretary', 'secretary@own'),
	administrator: await officerIn(desks.own, 'administrator', 'administrator@own'),
};

/** An overseer's transaction can only read. */
const byDatabase = /read-only transaction|row-level security/;

/** What needs no scope at all, or nothing of a case. */
const unscoped = ['askToOpen', 'listOpenings', 'countOpenings', 'decideOpening', 'endOpening', 'lookInside'];
const owners = ['openAsOwner', 'listOwnCases', 'listOwnLooks', 'exportOwnCases'];

describe('of another government’s case nothing is read or changed, though every policy says yes', () => {
	const names = Object.keys(caseTries).filter((name) => ![...unscoped, ...owners].includes(name));
	for (const name of names) {
		test(name, async () => {
			const tried = caseTries[name] ?? assert.fail();
			await migratorDb.query({ text: 'truncate casework.case cascade' });
			const thing = await (caseThings[thingOf(name)] ?? assert.fail())('named');
			const before = await stateOf(thing);
			for (const stranger of strangers) {
				const beginning = await beginningOf(scopeOf(stranger.actor));
				for (const actor of actorsFor(name, thing.caseId)) {
					const result = await withBeginning(
						() => beginning,
						() => outcomeOf(tried.run(actor, thing) ?? Promise.resolve()),
					);
					cells++;
					const isRefused = ['empty', '404', '403'].includes(result.outcome) || byDatabase.test(result.said);
					assert.ok(isRefused, `${stranger.name}: ${result.outcome} ${result.said}`);
				}
			}
			assert.equal(await stateOf(thing), before, 'it was changed');
		});
	}
});

/** The things the acts of the table are tried on, by name. */
function thingOf(name: string): string {
	const special: Record<string, string> = {
		...{
			findFile: 'photo',
			askPerson: 'started',
			finishTask: 'task',
			reopenTask: 'done',
			answerCase: 'started',
		},
		...{
			acceptCase: 'case',
			refuseCase: 'case',
			recallOffer: 'given',
			mergeCases: 'pair',
			unmergeCase: 'merged',
		},
		...{ reopenCase: 'closed', confirmCase: 'answered', disputeCase: 'answered', rateCase: 'closed' },
	};
	return special[name] ?? 'case';
}

function actorsFor(name: string, caseId: string): Actor[] {
	const asPerson = [
		'replyAsPerson',
		'attachAsPerson',
		'confirmCase',
		'disputeCase',
		'withdrawCase',
		'rateCase',
	];
	if (asPerson.includes(name)) return [{ kind: 'person', caseId, origin: '203.0.113.0/24' }];
	return [entitled.desk.actor, entitled.government.actor];
}

describe('of another government’s own papers neither', () => {
	const fenced = {
		...{ 'casework.listTemplates': 'answer', 'casework.removeTemplate': 'answer' },
		...{
			'identity.listProposals': 'proposal',
			'identity.countProposals': 'proposal',
			'identity.decideProposal': 'proposal',
		},
		...{ 'identity.listImports': 'import', 'identity.getImport': 'import', 'identity.startImport': 'import' },
		...{
			'identity.takeFirstPasswords': 'imported',
			'sso.listApps': 'app',
			'sso.getApp': 'app',
			'sso.changeApp': 'app',
		},
		...{
			'sso.rotateSecret': 'app',
			'sso.disableApp': 'app',
			'sso.listOutside': 'provider',
			'sso.disableOutside': 'provider',
		},
	};
	for (const [act, on] of Object.entries(fenced)) {
		test(act, async () => {
			const thing = await (houseThings[on] ?? assert.fail(on))();
			const tried = houseTries[act] ?? assert.fail(act);
			const actor = act.startsWith('casework') ? entitled.government.actor : entitled.administrator.actor;
			for (const scope of [
				{ houses: [medan] },
				{ pemda: [asahan], offices: [desks.own.officeId], all: true },
				{},
			]) {
				const beginning = await beginningOf(scope);
				const answer = await withBeginning(
					() => beginning,
					() => Promise.resolve(tried.run(actor, thing)).catch(() => undefined),
				);
				cells++;
				assert.ok(!JSON.stringify(answer ?? null).includes(thing.id), JSON.stringify(scope));
				assert.ok(
					answer === undefined || answer === 0 || act.includes('.list'),
					`${act} ${JSON.stringify(answer)}`,
				);
			}
		});
	}
});

describe('without any act: plain statements', () => {
	/** Of these tables only what is not public counts. */
	const hidden: Record<string, string> = {
		entry: "visibility <> 'public'",
		attachment: 'published_at is null',
	};

	test('no fenced table gives a row or a count of another government to any role of this one', async () => {
		await migratorDb.query({ text: 'truncate casework.case cascade' });
		for (const on of ['photo', 'task', 'given', 'merged', 'closed', 'opening'])
			await caseThings[on]?.('named');
		const papers = ['answer', 'proposal', 'import', 'app', 'provider', 'back', 'planned', 'asked'];
		for (const on of papers) await houseThings[on]?.();
		const { rows: tables } = await migratorDb.query<{ name: string }>({
			text: `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
				where c.relrowsecurity and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'pemda')
					and has_table_privilege('ssp_app', c.oid, 'select') -- what it may not read at all gives nothing either
				order by 1`,
		});
		let filled = 0;
		for (const { name } of tables) {
			const where = `pemda = '${asahan}' and ${hidden[name.split('.')[1] ?? ''] ?? 'true'}`;
			const { rows } = await migratorDb.query<{ count: number }>({
				text: `select count(*)::int as count from ${name} where ${where}`,
			});
			if (rows[0]?.count) filled++;
			for (const { actor, name: who } of strangers.filter(({ place }) => place === 'government')) {
				const seen = await withScope({ ...scopeOf(actor), houses: [medan] }, async (tx) => {
					const found = await tx.query<{ count: number; some: boolean }>({
						text: `select count(*)::int as count, exists (select from ${name} where ${where}) as "some" from ${name} where ${where}`,
					});
					return found.rows[0];
				});
				cells++;
				assert.deepEqual(seen, { count: 0, some: false }, `${name} to ${who}`);
			}
		}
		assert.ok(filled >= 14, `only ${filled} tables had something to hide`);
	});

	test('a search and a condition that fails tell nothing of rows behind the wall', async () => {
		await openReport({ title: 'Sandi gudang tujuh belas', holder: desks.own });
		const { actor } = strangers[0] ?? assert.fail();
		const ask = (text: string) =>
			withScope(scopeOf(actor), async (tx) => (await tx.query<{ count: number }>({ text })).rows[0]?.count);
		const from = 'select count(*)::int as count from casework.case where';
		assert.equal(await ask(`${from} title ilike '%gudang%'`), 0);
		assert.equal(
			await ask(
				`${from} to_tsvector('pg_catalog.indonesian', title) @@ websearch_to_tsquery('pg_catalog.indonesian', 'gudang')`,
			),
			0,
		);
		assert.equal(
			await ask(`${from} 1 / (case when title ilike '%gudang%' then 0 else 1 end) = 1`),
			0,
			'no error tells either',
		);
		assert.equal(await ask(`select max(length(title))::int as count from casework.case`), null);
	});

	test('nothing is put beside another’s case, nor a case of another government made one’s own', async () => {
		const report = await openReport({ holder: desks.own });
		const stranger = officerAt(await deskOf(medan, 'desk'), 'triage');
		const beside = [
			`insert into casework.entry (pemda, id, case_id, at, kind, visibility, actor) values ($1, gen_random_uuid(), $2, now(), 'note', 'public', 'x')`,
			`insert into casework.attachment (pemda, id, case_id, kind, purpose, sha256, original_sha256, content_type, size_bytes, added_at) values ($1, gen_random_uuid(), $2, 'photo', 'reply', 'x', 'x', 'x', 1, now())`,
			`insert into casework.contact (pemda, case_id, name) values ($1, $2, 'x')`,
			`insert into casework.task (pemda, id, case_id, text, added_by, added_at) values ($1, gen_random_uuid(), $2, 'x', 'x', now())`,
			`insert into casework.deadline (pemda, id, case_id, code, rule_id, amount, unit, legal_basis, calendar, started_at, due_at) values ($1, gen_random_uuid(), $2, 'solve', gen_random_uuid(), 1, 'day', 'x', 'x', now(), now())`,
			`insert into casework.custody (pemda, id, case_pemda, case_id, office_id, state, offered_at, offered_by, due_at, status, confidential, unpublished) values ('12.71', gen_random_uuid(), $1, $2, gen_random_uuid(), 'offered', now(), 'x', now(), 'new', false, false)`,
		];
		for (const scope of [scopeOf(stranger), {}]) {
			for (const text of beside) {
				cells++;
				await assert.rejects(
					withScope(scope, (tx) => tx.query({ text, values: [report.pemda, report.caseId] })),
					/row-level security/,
					text,
				);
			}
			for (const table of ['case', 'custody', 'contact', 'deadline', 'entry']) {
				cells++;
				const changed = await withScope(scope, async (tx) => {
					const column = table === 'case' ? 'id' : 'case_id';
					const { rowCount } = await tx.query({
						text: `update casework.${table} set pemda = pemda where ${column} = $1`,
						values: [report.caseId],
					});
					return rowCount;
				}).catch((error: Error) => (/permission denied/.test(error.message) ? 0 : error.message));
				assert.equal(changed, 0, table);
			}
		}
	});
});
