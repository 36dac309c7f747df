import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb, withScope } from '#platform/db';
import { sweepFiles, takePaper } from '#platform/media';
import { Refusal } from '#platform/refusal';
import { find, folderStore, useStore } from '#platform/storage';
import {
	evidenceTypes,
	findDraft,
	keepDraft,
	mostFiles,
	returnEvidence,
	submitEvidence,
	verifyEvidence,
} from '#renaksi';
import { asahan, deskOf, officerAt, province } from '../../../tests/support/cases.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { officeOf } from '../../../tests/support/papers.ts';
import { evidenceFor, planOf, reports, scanned, screenshots } from '../../../tests/support/renaksi.ts';
import { forgetDrafts } from './forget-drafts.ts';

await testDatabase();
let clock = Date.parse('2025-03-03T02:00:00Z');
setClock(() => new Date(clock));
const folder = await mkdtemp(join(tmpdir(), 'ssp-evidence-'));
useStore(folderStore(folder));
after(async () => {
	setClock();
	useStore();
	await rm(folder, { recursive: true, force: true });
});

const works = await deskOf(asahan, 'public-works');
const officer = officerAt(works);
const verifier = officerAt(await deskOf(province, 'inspectorate'), 'overseer');
await planOf(works);
const pass = () => {
	clock += 60_000;
};
const refused = (code: string) => (error: unknown) =>
	error instanceof Refusal && error.code === `renaksi/${code}`;
const ref = (requirement = screenshots) => ({ pemda: asahan, year: 2025, requirement });
const typed = (files = [scanned()]) => ({ ...evidenceFor(asahan), files, again: false, live: '' });
const broken = async (requirement = screenshots) =>
	(await findDraft(officer, ref(requirement)))?.checks.flatMap(({ isMet, code }) => (isMet ? [] : code));

test('a draft keeps what was typed and uploaded as it is, says what is wrong, and is nobody else’s', async () => {
	assert.equal(await keepDraft(officer, { ...typed([]), note: '' }), undefined);
	assert.equal(await findDraft(officer, ref()), undefined, 'of an empty form nothing is kept');
	await keepDraft(officer, { ...typed([]), note: 'pendek', coversFrom: '', coversTo: 'kemarin' });
	assert.deepEqual(await broken(), ['note-needed', 'wrong-dates', 'no-files']);
	const [one, two] = [scanned('satu.pdf'), scanned('dua.pdf')];
	await keepDraft(officer, { ...typed([one]), note: 'pendek' });
	await keepDraft(officer, { ...typed([one, two]), drop: [] });
	assert.deepEqual(await broken(), []);
	const found = await findDraft(officer, ref());
	assert.deepEqual(
		found?.draft.files.map(({ name }) => name),
		['satu.pdf', 'dua.pdf'],
		'the same file once',
	);
	await keepDraft(officer, { ...typed([]), drop: [one.sha256] });
	assert.equal((await findDraft(officer, ref()))?.draft.files.length, 1);
	assert.equal(await findDraft(officerAt(works, 'officer', 'Rekan'), ref()), undefined);
	assert.equal(await findDraft(verifier, ref()), undefined);
	await assert.rejects(keepDraft(verifier, typed()), refused('not-yours'));
});

test('more files than may be: as many as may are kept, and the rest refused', async () => {
	const many = Array.from({ length: mostFiles + 2 }, () => scanned());
	await assert.rejects(keepDraft(officer, typed(many)), refused('too-many-files'));
	assert.equal((await findDraft(officer, ref()))?.draft.files.length, mostFiles);
});

test('what was refused is still there; what was handed in is a draft no more', async () => {
	await keepDraft(officer, { ...typed([]), coversFrom: '2019-01-01', coversTo: '2019-12-31' });
	const { draft } = (await findDraft(officer, ref())) ?? assert.fail('no draft');
	await assert.rejects(submitEvidence(officer, { ...ref(), ...draft }), (error: unknown) => {
		assert.ok(error instanceof Refusal);
		assert.deepEqual(error.params, { from: '2024-01-02', to: '2025-11-29' });
		return error.code === 'renaksi/outside-period' && 'coversFrom' in error.fields;
	});
	assert.equal((await findDraft(officer, ref()))?.draft.files.length, mostFiles);
	await submitEvidence(officer, { ...ref(), ...draft, coversFrom: '2025-01-01', coversTo: '2025-02-28' });
	assert.equal(await findDraft(officer, ref()), undefined);
});

test('the same bytes: for another document, rejected for this one, and taken where it is meant', async () => {
	const file = scanned('aset.pdf');
	const one = { ...evidenceFor(asahan, reports), files: [file] };
	pass();
	const first = await submitEvidence(officer, one);
	const elsewhere = 'apip.apip-budget.pemenuhan.dpa-apip';
	await keepDraft(officer, { ...typed([file]), requirement: elsewhere });
	assert.deepEqual(await broken(elsewhere), ['same-file-elsewhere']);
	pass();
	const verdict = { kind: 'rejected', reason: 'Ini daftar tahun lain.', missing: '' } as const;
	await verifyEvidence(verifier, { pemda: asahan, ...first, verdict });
	assert.deepEqual(await broken(elsewhere), [], 'what was rejected there may be right here');
	await assert.rejects(submitEvidence(officer, one), refused('same-file-rejected'));
	pass();
	const { evidenceId } = await submitEvidence(officer, { ...one, again: true });
	pass();
	await returnEvidence(verifier, { pemda: asahan, evidenceId, reason: 'Keterangannya keliru.' });
	pass();
	await submitEvidence(officer, { ...one, again: true });
});

test('files of a draft stay as long as it does, whatever they are; untouched for 90 days it is forgotten', async () => {
	const paper = await takePaper(officeOf('xl'), evidenceTypes);
	const { sha256, originalSha256, contentType, sizeBytes } = paper;
	const free = 'asn.merit.pemenuhan.nilai-merit';
	const file = { name: 'aset.xlsx', sha256, originalSha256, contentType, sizeBytes };
	await keepDraft(officer, { ...typed([file]), requirement: free });
	assert.deepEqual(await broken(free), []);
	clock += 89 * 86_400_000;
	await forgetDrafts();
	await sweepFiles();
	assert.ok(await find(sha256));
	clock += 2 * 86_400_000;
	await forgetDrafts();
	await sweepFiles();
	assert.equal(await findDraft(officer, ref(free)), undefined);
	assert.equal(await find(sha256), undefined);
});

test('forty times the same sending is one evidence', async () => {
	const free = 'asn.merit.pemenuhan.nilai-merit';
	const one = evidenceFor(asahan, free);
	const sent = await Promise.allSettled(Array.from({ length: 40 }, () => submitEvidence(officer, one)));
	assert.equal(sent.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('the second wall: a draft is its writer’s alone, a reminder the platform’s', async () => {
	await keepDraft(officer, { ...typed(), requirement: 'apip.followup.pemenuhan.lap-tlhp' });
	for (const table of ['draft', 'reminder']) {
		const other = { pemda: [asahan], account: verifier.accountId };
		const { rows } = await withScope(other, (tx) => tx.query({ text: `select from renaksi.${table}` }));
		assert.equal(rows.length, 0, table);
	}
	await assert.rejects(migratorDb.query({ text: 'delete from renaksi.reminder' }), /reminder/);
});
