import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
	exportOwnDocuments,
	findByFile,
	findDocument,
	findDocumentFile,
	getDocument,
	issueDocument,
	listOfficeDocuments,
	listOwnDocuments,
	restoreDocument,
	revokeDocument,
	supersedeDocument,
	suspendDocument,
} from '#documents';
import type { Officer } from '#identity';
import { listLedger } from '#people';
import { now, setClock } from '#platform/clock';
import { migratorDb, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { asahan, deskOf, medan, officerAt } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { issued, issuedWithFile, newDocument, rowOf } from '../../tests/support/documents.ts';
import { resident } from '../../tests/support/residents.ts';
import { expireDocuments } from './expire-documents.ts';

await testDatabase();
after(() => setClock());

const desk = await deskOf(asahan, 'licensing');
const head = officerAt(desk, 'office-head', 'Ahmad Syukri');
const words = { reason: 'Alamat usaha ternyata tidak benar.', basis: 'Perda 5/2020, Pasal 12' };
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
let places = 0;
/** Another place each time: what is tried here is not how often somebody may look. */
const somewhere = () => `192.0.2.${places++}`;

async function seen(number: string) {
	const [found] = await findDocument(number, somewhere());
	assert.ok(found);
	assert.ok(found.isUnbroken);
	return found;
}

test('the head suspends, restores and revokes; each is a link that a stranger can follow', async () => {
	const document = await issued();
	await suspendDocument(head, { ...document, ...words });
	assert.equal((await seen(document.number)).status, 'suspended');
	await restoreDocument(head, { ...document, ...words });
	await revokeDocument(head, { ...document, ...words });
	const { chain, status } = await seen(document.number);
	assert.equal(status, 'revoked');
	assert.deepEqual(
		chain.map(({ act, basis, post }) => [act, basis, post]),
		[
			['issued', '', 'Kepala Dinas'],
			['suspended', words.basis, 'office-head'],
			['restored', words.basis, 'office-head'],
			['revoked', words.basis, 'office-head'],
		],
	);
	assert.ok(!JSON.stringify(chain).includes(words.reason), 'the reason is not a stranger’s');
	assert.ok(!JSON.stringify(chain).includes('Syukri'), 'nor is the name');
	const inside = await getDocument(head, document);
	assert.deepEqual(inside.chain.map(({ reason }) => reason).slice(1), Array(3).fill(words.reason));
	assert.deepEqual(inside.may, []);
	for (const change of [suspendDocument, restoreDocument, revokeDocument]) {
		await assert.rejects(change(head, { ...document, ...words }), refused('documents/not-possible'));
	}
});

test('of two heads’ acts at once one is refused', async () => {
	const document = await issued();
	const acts = Array.from({ length: 20 }, () => revokeDocument(head, { ...document, ...words }));
	const results = await Promise.allSettled(acts);
	assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
	assert.equal((await seen(document.number)).chain.length, 2);
});

test('nobody else changes it: officers look, others find nothing', async () => {
	const document = await issued();
	const change = (actor: Officer) => suspendDocument(actor, { ...document, ...words });
	await assert.rejects(change(officerAt(desk, 'officer')), refused('documents/not-yours'));
	await assert.rejects(change(officerAt(desk, 'regional-head')), refused('documents/not-yours'));
	const elsewhere = officerAt(await deskOf(medan, 'licensing'), 'office-head');
	await assert.rejects(change(elsewhere), refused('documents/no-such-document'));
	const neighbour = officerAt(await deskOf(asahan, 'health'), 'office-head');
	await assert.rejects(change(neighbour), refused('documents/no-such-document'));
	await assert.rejects(getDocument(neighbour, document), refused('documents/no-such-document'));
	await assert.rejects(getDocument(await resident(), document), refused('documents/no-such-document'));
	await assert.rejects(getDocument(head, { pemda: asahan, id: 'x' }), refused('documents/no-such-document'));
	assert.equal((await rowOf(document.id)).status, 'active');
});

test('who of the office looked at it, or took it, stands in its holder’s ledger', async () => {
	const holder = await resident();
	const mine = await issuedWithFile({ holder: { kind: 'person', id: holder.accountId, name: 'Contoh' } });
	await getDocument(head, mine);
	await findDocumentFile(officerAt(desk), mine);
	await findDocumentFile(holder, mine);
	const { lines } = await listLedger(holder);
	assert.deepEqual(
		lines.map(({ act, office, reason }) => [act, office?.officeId, reason]),
		[
			['documents-take-file', desk.officeId, 'document'],
			['documents-read-document', desk.officeId, 'document'],
		],
	);
	assert.ok(lines.every(({ basis }) => basis));
});

test('it needs a factor shown just now, a reason and a legal basis', async () => {
	const document = await issued();
	const stale = { ...head, freshAt: new Date(now().getTime() - 86_400_000) };
	await assert.rejects(revokeDocument(stale, { ...document, ...words }), refused('identity/not-fresh'));
	await assert.rejects(
		revokeDocument(head, { ...document, reason: ' ', basis: 'x'.repeat(301) }),
		(error: unknown) =>
			error instanceof Refusal && Object.keys(error.fields).sort().join() === 'basis,reason',
	);
});

test('a link that was changed behind the wall is noticed', async () => {
	const document = await issued();
	await suspendDocument(head, { ...document, ...words });
	await migratorDb.query({ text: 'alter table documents.event disable trigger event_stays' });
	await migratorDb.query({
		text: `update documents.event set basis = 'Lain' where document_id = $1 and seq = 2`,
		values: [document.id],
	});
	await migratorDb.query({ text: 'alter table documents.event enable trigger event_stays' });
	const [found] = await findDocument(document.number, somewhere());
	assert.equal(found?.isUnbroken, false);
});

test('what ran out has expired at once, and the beat says so once', async () => {
	const validTo = new Date(now().getTime() + 3_600_000);
	const document = await issued({ validTo });
	await suspendDocument(head, { ...document, ...words });
	setClock(() => new Date(validTo.getTime() + 1));
	assert.equal((await seen(document.number)).status, 'expired');
	const fresh = { ...head, freshAt: now() };
	await assert.rejects(restoreDocument(fresh, { ...document, ...words }), refused('documents/not-possible'));
	await Promise.all([expireDocuments(), expireDocuments()]);
	const { chain } = await seen(document.number);
	assert.deepEqual(
		chain.map(({ act }) => act),
		['issued', 'suspended', 'expired'],
	);
	assert.equal(await expireDocuments(), 0);
	setClock();
});

test('a renewal takes its place, and each shows the other', async () => {
	const [old, next] = [await issued(), await newDocument()];
	const given = await withScope({ pemda: [asahan] }, async (tx) => {
		const made = await issueDocument(tx, next);
		await supersedeDocument(tx, { pemda: asahan, id: old.id, by: made.documentId, basis: 'Perpanjangan' });
		return made;
	});
	const before = await seen(old.number);
	assert.equal(before.status, 'superseded');
	assert.equal(before.supersededBy, given.number);
	assert.equal(before.chain.at(-1)?.nextNumber, given.number);
	assert.equal((await seen(given.number)).supersedes, old.number);
	await assert.rejects(
		withScope({ pemda: [asahan] }, (tx) =>
			supersedeDocument(tx, { pemda: asahan, id: given.documentId, by: given.documentId, basis: 'Sendiri' }),
		),
		refused('documents/not-possible'),
	);
});

test('the holder has the file and the list; a stranger has neither', async () => {
	const holder = await resident('contact', 'Siti');
	const document = await issuedWithFile({ holder: { kind: 'person', id: holder.accountId, name: 'Siti' } });
	assert.deepEqual(
		(await listOwnDocuments(holder)).map(({ number, isReady }) => [number, isReady]),
		[[document.number, true]],
	);
	assert.equal((await findDocumentFile(holder, document)).sha256, document.sha256);
	assert.match((await findDocumentFile(holder, document)).fileName, /^skdu-\d{4}-DPMPTSP-[IVX]+-\d{4}\.pdf$/);
	assert.equal((await findDocumentFile(officerAt(desk), document)).sha256, document.sha256);
	await suspendDocument(head, { ...document, ...words });
	assert.equal((await listOwnDocuments(holder))[0]?.change?.reason, words.reason);
	const other = await resident();
	assert.deepEqual(await listOwnDocuments(other), []);
	await assert.rejects(findDocumentFile(other, document), refused('documents/no-such-document'));
	const anonymous = { kind: 'anonymous', origin: '192.0.2.0/24' } as const;
	await assert.rejects(findDocumentFile(anonymous, document), refused('documents/no-such-document'));
	const unmade = await issued({ holder: { kind: 'person', id: holder.accountId, name: 'Siti' } });
	await assert.rejects(findDocumentFile(holder, unmade), refused('documents/not-ready'));
	await issued({ holder: { kind: 'person', id: holder.accountId, name: 'Siti' } });
	const numbers = (documents: { number: string }[]) => documents.map(({ number }) => number);
	const all = numbers(await listOwnDocuments(holder));
	assert.equal(all.length, 3);
	for (const portion of [1, 2, 3, 4])
		assert.deepEqual(numbers(await exportOwnDocuments(holder, portion)), all, `in portions of ${portion}`);
});

test('a stranger learns from a number or a code what they may, and nothing of the holder', async () => {
	const document = await issuedWithFile();
	const { code } = await rowOf(document.id);
	const byCode = await findDocument(`${code.slice(0, 5)}-${code.slice(5)}`.toLowerCase(), somewhere());
	assert.deepEqual(
		byCode.map(({ number, holder }) => [number, holder]),
		[[document.number, 'S*** R*** N***']],
	);
	const all = JSON.stringify(await findDocument(document.number.toLowerCase(), somewhere()));
	for (const secret of ['Siti', 'Rahma', 'Bengkel', 'Imam Bonjol', code, 'application:', 'Syukri']) {
		assert.ok(!all.includes(secret), secret);
	}
	for (const nonsense of ['', '503/9999', "' or 1=1 --", 'x'.repeat(5000), '%', '\u0000', '../../etc']) {
		assert.deepEqual(await findDocument(nonsense, somewhere()), []);
	}
	assert.equal((await findByFile(document.file, somewhere())).number, document.number);
	const changed = Buffer.from(document.file);
	changed[100] = (changed[100] ?? 0) ^ 1;
	assert.equal((await findByFile(changed, somewhere())).number, null);
});

test('whoever counts through numbers is stopped after sixty looks, at no cost to others', async () => {
	const document = await issued();
	for (let i = 0; i < 60; i++) await findDocument(`skdu/${i}`, '203.0.113.7');
	await assert.rejects(findDocument(document.number, '203.0.113.7'), refused('platform/too-many'));
	await assert.rejects(findByFile(Buffer.from('x'), '203.0.113.7'), refused('platform/too-many'));
	assert.equal((await findDocument(document.number, '203.0.113.8')).length, 1);
});

test('the office finds by parts of a number or a name, by code and by status, page after page', async () => {
	const health = await deskOf(asahan, 'health');
	const officer = officerAt(health);
	for (let i = 0; i < 55; i++)
		await issued({
			desk: health,
			series: 'sip',
			holder: { kind: 'person', id: newId(), name: `Dr. Ani ${i}%` },
		});
	const first = await listOfficeDocuments(officer, {});
	assert.equal(first.lines.length, 50);
	const second = await listOfficeDocuments(officer, { after: first.next });
	assert.equal(second.lines.length, 5);
	assert.equal(second.next, null);
	const count = async (filter: object) => (await listOfficeDocuments(officer, filter)).lines.length;
	assert.equal(await count({ words: 'sip/0007' }), 1);
	assert.equal(await count({ words: 'ANI 5' }), 6);
	assert.equal(await count({ words: '5%' }), 5, 'a sign of a pattern is a letter here');
	assert.equal(await count({ status: 'revoked' }), 0);
	assert.equal(await count({ words: (await rowOf(first.lines[0]?.id ?? '')).code }), 1);
	assert.equal(await count({ after: 'nonsense' }), 50);
	assert.equal((await listOfficeDocuments(officerAt(desk, 'officer'), { words: 'sip/' })).lines.length, 0);
	assert.equal((await listOfficeDocuments(officerAt(desk, 'secretary'), { words: 'sip/' })).lines.length, 50);
	assert.deepEqual(await listOfficeDocuments(await resident(), {}), { lines: [], next: null });
});
