import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { sweepFiles, takeFile } from '#platform/media';
import { folderStore, has, list, useStore } from '#platform/storage';
import { addDraftFiles, answerDraft, findDraft, sendDraft, startDraft } from '#reports';
import { testDatabase } from '../../tests/support/database.ts';
import { makePhoto } from '../../tests/support/media.ts';
import { dropEndedDrafts } from './jobs.ts';

await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'ssp-sweep-'));
useStore(folderStore(folder));
after(async () => {
	useStore();
	await rm(folder, { recursive: true, force: true });
});

const start = new Date('2026-11-24T03:00:00Z').getTime();
const onDay = (day: number) => setClock(() => new Date(start + day * 86_400_000));
beforeEach(() => onDay(0));

const stored = async () => (await Array.fromAsync(list())).length;
const anonymous = { kind: 'anonymous', origin: '203.0.113.0/24' } as const;
const answers = {
	text: 'Jembatan kayu patah di tengah.',
	class: 'complaint',
	subject: 'road.bridge',
	region: '12.09.20',
	privacy: 'anonymous',
};

async function draftWith(seed: number) {
	const { token, draft } = await startDraft();
	const file = { ...(await takeFile(await makePhoto(seed))), id: newId(), name: 'foto.jpg' };
	await addDraftFiles(draft, [file]);
	await answerDraft(draft, answers);
	return { token, file };
}

async function sent({ token }: { token: string }) {
	const draft = await findDraft(token);
	assert.ok(draft);
	return sendDraft(anonymous, draft, { lang: 'id', useFilePlace: false });
}

test('photos of a form nobody sent go with it, its thumbnail too', async () => {
	const { file } = await draftWith(1);
	onDay(6);
	await dropEndedDrafts();
	assert.equal(await sweepFiles(), 0, 'the form can still be sent');
	onDay(9);
	await dropEndedDrafts();
	assert.equal(await sweepFiles(), 2);
	assert.equal(await has(file.sha256), false);
	assert.equal(await stored(), 0);
});

test('a photo that a case has stays, also when another form with it was left', async () => {
	const [mine, left] = [await draftWith(2), await draftWith(2)];
	assert.equal(mine.file.sha256, left.file.sha256, 'stored once');
	await sent(mine);
	onDay(30);
	await dropEndedDrafts();
	assert.equal(await sweepFiles(), 0);
	assert.equal(await has(mine.file.sha256), true);
	const { rowCount } = await migratorDb.query({ text: 'select from platform.stored_file' });
	assert.equal(rowCount, 0, 'kept for good, and not asked about again');
});

test('an upload that broke off is removed after two days, not before', async () => {
	const file = await takeFile(await makePhoto(3));
	onDay(1);
	assert.equal(await sweepFiles(), 0);
	onDay(3);
	assert.equal(await sweepFiles(), 2);
	assert.equal(await has(file.sha256), false);
});

test('a form sent in its last moment keeps its photos', async () => {
	const draft = await draftWith(4);
	onDay(6.99);
	const found = await findDraft(draft.token);
	assert.ok(found);
	onDay(7.01);
	await dropEndedDrafts();
	await sweepFiles();
	await sendDraft(anonymous, found, { lang: 'id', useFilePlace: false });
	await sweepFiles();
	assert.equal(await has(draft.file.sha256), true);
});

test('the same photo coming again while it is swept is there afterwards', async () => {
	for (let turn = 0; turn < 12; turn++) {
		onDay(turn * 10);
		const bytes = await makePhoto(50);
		const { sha256 } = await takeFile(bytes);
		onDay(turn * 10 + 5);
		const [, again] = await Promise.all([sweepFiles(), takeFile(bytes)]);
		assert.equal(again.sha256, sha256);
		assert.equal(await has(sha256), true);
		assert.equal(await has(again.thumbSha256 ?? ''), true);
		onDay(turn * 10 + 9);
		await sweepFiles();
	}
});

test('every column that names a stored file is asked before it is swept', async () => {
	const { rows } = await migratorDb.query<{ name: string }>({
		text: `select format('%s.%s.%s', table_schema, table_name, column_name) as name from information_schema.columns
			where column_name ~ 'sha256' and data_type = 'text'
				and table_schema not in ('platform', 'public', 'pg_catalog', 'information_schema') order by 1`,
	});
	assert.deepEqual(
		rows.map(({ name }) => name),
		[
			'casework.attachment.original_sha256', // of bytes that are not kept
			'casework.attachment.sha256',
			'casework.attachment.thumb_sha256',
			'documents.document.data_sha256', // of words in the same row
			'documents.document.file_sha256',
			'documents.event.file_sha256', // the same file
			'renaksi.evidence_file.original_sha256', // of bytes that are not kept
			'renaksi.evidence_file.sha256',
		],
		'a room that names files says so with namesFiles, and is listed here',
	);
});
