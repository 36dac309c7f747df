import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
	addNote,
	addTask,
	answerCase,
	askPerson,
	attachEvidence,
	disputeCase,
	findPublicCase,
	getCaseFile,
	listInbox,
	listPublicCases,
	mergeCases,
	offerCase,
	openWithCode,
	verifyCase,
} from '#casework';
import { type Actor, type Role, scopeOf } from '#identity';
import { migratorDb, type Scope, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { asahan, deskOf, medan, officerAt, openReport, province } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';

await testDatabase();

/** Every table that row-level security fences, and how its rows name their case. */
const fenced = {
	case: 'id',
	contact: 'case_id',
	custody: 'case_id',
	deadline: 'case_id',
	deadline_pause: '(select d.case_id from casework.deadline d where d.id = deadline_id)',
	entry: 'case_id',
	attachment: 'case_id',
	merge: 'case_id',
	closure: 'case_id',
	task: 'case_id',
	follower: 'case_id',
	rating: 'case_id',
	seen: 'case_id',
} as const;
type Table = keyof typeof fenced;
const tables = Object.keys(fenced) as Table[]; // the keys of the object above

const works = await deskOf(asahan, 'public-works');
const health = await deskOf(asahan, 'health');
const medanWorks = await deskOf(medan, 'public-works');

/** A case with a row in every table. */
async function fullCase(privacy: 'named' | 'confidential') {
	const officer = officerAt(works);
	const report = await openReport({ privacy });
	await verifyCase(officer, report.ref);
	await getCaseFile(officer, report.ref);
	await addNote(officer, { ...report.ref, text: 'Rahasia kantor.' });
	await addTask(officer, { ...report.ref, text: 'Kayu', dueOn: null });
	await askPerson(officer, { ...report.ref, text: 'Di sisi mana?' });
	const hex = report.caseId.replaceAll('-', '').padStart(64, '0');
	const file = {
		kind: 'photo',
		sha256: hex,
		originalSha256: hex,
		contentType: 'image/jpeg',
		sizeBytes: 1,
	} as const;
	await attachEvidence(officer, { ...report.ref, files: [file] });
	await answerCase(officer, { ...report.ref, text: 'Sudah.' });
	await disputeCase(report.person, { ...report.ref, reason: 'Belum.' });
	const other = await openReport();
	await migratorDb.query({
		text: `with r as (insert into casework.rating (pemda, case_id, at, office_pemda, office_id, u2) values ($1, $2, now(), $1, $3, 4)),
			f as (insert into casework.follower (pemda, case_id, email, token_hash, since) values ($1, $2, 'a@contoh.example', '\\x00', now()))
			insert into casework.merge (pemda, id, case_id, into_pemda, into_case_id, before, merged_at, merged_by, undone_at)
			values ($1, $4, $2, $1, $5, '{}', now(), 'test', now())`,
		values: [asahan, report.caseId, works.officeId, newId(), other.caseId],
	});
	return report;
}
const open = await fullCase('named');
const secret = await fullCase('confidential');

/** What a scope sees of a case, with no policy in front: rows per table. */
async function seen(scope: Scope, caseId: string): Promise<Record<Table, number>> {
	return withScope(scope, async (tx) => {
		const counts = [];
		for (const table of tables) {
			const { rows } = await tx.query<{ count: number }>({
				text: `select count(*)::int as count from casework.${table} where ${fenced[table]} = $1`,
				values: [caseId],
			});
			counts.push([table, rows[0]?.count ?? 0]);
		}
		return Object.fromEntries(counts);
	});
}
const sees = async (scope: Scope, caseId: string) => (await seen(scope, caseId)).case > 0;

/** What it could change and remove. */
async function couldChange(scope: Scope, caseId: string): Promise<string[]> {
	const changed: string[] = [];
	for (const table of tables) {
		const column = table === 'deadline_pause' ? 'deadline_id' : 'pemda';
		const tried = withScope(scope, async (tx) => {
			const { rowCount } = await tx.query({
				text: `update casework.${table} set ${column} = ${column} where ${fenced[table]} = $1`,
				values: [caseId],
			});
			if (rowCount) changed.push(table);
			throw new Error('undo');
		});
		await assert.rejects(tried, /undo|permission denied|row-level security|read-only transaction/);
	}
	return changed;
}

test('the office that has it sees a row in every table', async () => {
	for (const report of [open, secret]) {
		const counts = await seen(scopeOf(officerAt(works)), report.caseId);
		assert.deepEqual(
			tables.filter((table) => counts[table] === 0),
			[],
		);
	}
});

describe('with no policy in front', () => {
	const strangers: [string, Actor][] = [
		['nobody', { kind: 'anonymous', origin: 'o' }],
		['another person', { kind: 'person', caseId: newId(), origin: 'o' }],
		...(['officer', 'office-head', 'administrator', 'operator'] as Role[]).map((role): [string, Actor] => [
			`${role} of another office`,
			officerAt(health, role),
		]),
		...(['officer', 'office-head', 'triage', 'secretary', 'regional-head', 'administrator'] as Role[]).map(
			(role): [string, Actor] => [`${role} of another government`, officerAt(medanWorks, role)],
		),
		['administrator of the office', officerAt(works, 'administrator')],
	];
	for (const [name, actor] of strangers) {
		test(`${name} reads nothing but what is public, changes nothing, and adds nothing`, async () => {
			const scope = scopeOf(actor);
			for (const report of [open, secret]) {
				const { entry, attachment, ...rest } = await seen(scope, report.caseId);
				assert.deepEqual(
					Object.entries(rest).filter(([, count]) => count > 0),
					[],
				);
				const { rows } = await migratorDb.query<{ entries: number; files: number }>({
					text: `select (select count(*)::int from casework.entry where case_id = $1 and visibility = 'public') as entries,
						(select count(*)::int from casework.attachment where case_id = $1 and published_at is not null) as files`,
					values: [report.caseId],
				});
				assert.deepEqual([entry, attachment], [rows[0]?.entries, rows[0]?.files]);
				assert.deepEqual(await couldChange(scope, report.caseId), []);
				const adding = withScope(scope, (tx) =>
					tx.query({
						text: `insert into casework.task (pemda, id, case_id, text, added_by, added_at) values ($1, $2, $3, 'x', 'x', now())`,
						values: [report.pemda, newId(), report.caseId],
					}),
				);
				await assert.rejects(adding, /row-level security/);
			}
		});
	}

	test('the person sees their case without what the office notes for itself', async () => {
		const counts = await seen(scopeOf(open.person), open.caseId);
		assert.deepEqual([counts.task, counts.seen, counts.case, counts.contact], [0, 0, 1, 1]);
		const { rows } = await withScope(scopeOf(open.person), (tx) =>
			tx.query<{ count: number }>({
				text: "select count(*)::int as count from casework.entry where case_id = $1 and visibility = 'internal'",
				values: [open.caseId],
			}),
		);
		assert.equal(rows[0]?.count, 0);
		assert.equal(await sees(scopeOf(open.person), secret.caseId), false);
	});

	test('leaders and desks of the government, the province and overseers read what is not confidential', async () => {
		const readers: Actor[] = [
			officerAt(await deskOf(asahan, 'desk'), 'triage'),
			officerAt(await deskOf(asahan, 'secretariat'), 'secretary'),
			officerAt(await deskOf(asahan, 'leader'), 'regional-head'),
			officerAt(await deskOf(province, 'leader'), 'regional-head'),
			officerAt(await deskOf(province, 'inspectorate'), 'overseer'),
		];
		for (const reader of readers) {
			assert.equal(await sees(scopeOf(reader), open.caseId), true);
			assert.equal(await sees(scopeOf(reader), secret.caseId), false);
			assert.deepEqual(await couldChange(scopeOf(reader), secret.caseId), []);
		}
		for (const reader of readers.slice(3)) {
			const changed = await couldChange(scopeOf(reader), open.caseId);
			assert.equal(changed.includes('case'), false, 'from above it is read, not changed');
		}
	});

	test('an office that had a case reads it on; of a confidential one only the present holder', async () => {
		const report = await openReport();
		await offerCase(officerAt(works), { ...report.ref, to: medanWorks, reason: 'Milik Medan.' });
		assert.equal(await sees(scopeOf(officerAt(medanWorks)), report.caseId), true);
		assert.equal(await sees(scopeOf(officerAt(await deskOf(medan, 'health'))), report.caseId), false);
	});
});

describe('through the face', () => {
	test('lists, searches and counts hold nothing of another government', async () => {
		for (const role of ['officer', 'triage', 'secretary', 'regional-head'] as const) {
			const inbox = await listInbox(officerAt(medanWorks, role));
			assert.equal(
				inbox.rows.some((row) => row.caseId === open.caseId),
				false,
				role,
			);
			const asked = await listInbox(officerAt(medanWorks, role), { office: works, q: 'jembatan' });
			assert.equal(
				asked.rows.some((row) => row.caseId === open.caseId),
				false,
				`${role} naming the office of another`,
			);
		}
		const triage = await listInbox(officerAt(await deskOf(asahan, 'desk'), 'triage'));
		assert.equal(
			triage.rows.some((row) => row.caseId === open.caseId),
			true,
		);
		assert.equal(
			triage.rows.some((row) => row.caseId === secret.caseId),
			false,
		);
	});

	test('a confidential case is nowhere public', async () => {
		assert.equal(await findPublicCase(secret.number), undefined);
		const listed = await listPublicCases({ q: 'jembatan' });
		assert.equal(JSON.stringify(listed).includes(secret.number), false);
	});

	test('merging reaches no case the officer could not handle', async () => {
		const mine = await openReport({ pemda: medan, region: '12.71', holder: medanWorks });
		await assert.rejects(mergeCases(officerAt(medanWorks), { ...mine.ref, into: open.ref }), {
			code: 'casework/no-such-case',
		});
	});

	test('a wrong code is refused in the same words whether the number exists or not, and soon not at all', async () => {
		const real = await openWithCode(open.number, 'AAAA2222', 'one').catch((error) => error);
		const none = await openWithCode('ASAA-AAAA-AAAA', 'AAAA2222', 'one').catch((error) => error);
		assert.deepEqual([real.kind, real.code, real.fields], [none.kind, none.code, none.fields]);
		assert.equal(real.code, 'casework/wrong-code');
		const tries = [];
		for (let i = 0; i < 12; i++)
			tries.push(await openWithCode(open.number, 'AAAA2222', 'one').catch((error) => error.code));
		assert.equal(tries.at(-1), 'platform/too-many', 'ten tries a number from one place');
		const other = await openReport();
		const typed = ` ${other.number.slice(0, 4)} ${other.number.slice(4, 8).toLowerCase()}-${other.number.slice(8)} `;
		assert.equal((await openWithCode(typed, other.code.toLowerCase(), 'one')).caseId, other.caseId);
	});

	test('guesses from many places at one number slow it down and lock nobody out', async () => {
		const mine = await openReport();
		const guess = (i: number) =>
			openWithCode(mine.number, 'AAAA2222', `net ${i}`).catch((error) => error.code);
		const said = await Promise.all(Array.from({ length: 26 }, (_, i) => guess(i)));
		assert.ok(said.every((code) => code === 'casework/wrong-code'));
		const begun = performance.now();
		const opened = await openWithCode(mine.number, mine.code, 'at home');
		assert.equal(opened.caseId, mine.caseId);
		const waited = performance.now() - begun;
		assert.ok(waited > 1000 && waited < 8000, `${waited} ms`);
		const other = await openReport();
		const before = performance.now();
		await openWithCode(other.number, other.code, 'at home');
		assert.ok(performance.now() - before < 1000, 'other numbers are as quick as ever');
	});
});
