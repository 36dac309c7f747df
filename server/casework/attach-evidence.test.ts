import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
	answerCase,
	attachAsPerson,
	attachEvidence,
	distanceBetween,
	findPublicCase,
	getCaseFile,
	type NewAttachment,
	replyAsPerson,
} from '#casework';
import { lookBands, looksAlikeWithin } from '#platform/media';
import { asahan, type Desk, deskOf, medan, officerAt, openReport } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';

await testDatabase();

let works: Desk;
before(async () => {
	works = await deskOf(asahan, 'public-works');
});

let made = 0;
function photo(changes: Partial<NewAttachment> = {}): NewAttachment {
	made++;
	const hex = made.toString(16).padStart(64, '0');
	const phash = BigInt.asUintN(64, BigInt(made) * 0x9e3779b97f4a7c15n)
		.toString(2)
		.padStart(64, '0');
	return {
		...{
			kind: 'photo',
			sha256: hex,
			originalSha256: `f${hex.slice(1)}`,
			contentType: 'image/jpeg',
			sizeBytes: 9,
		},
		...{ phash, phashBands: lookBands(phash) },
		...changes,
	};
}

/** The same picture saved anew: another file, some bits of its look turned over, spread over all of it. */
function resaved(file: NewAttachment, bits: number): NewAttachment {
	const turned = (file.phash ?? '')
		.split('')
		.map((bit, i) => ((i * 37) % 64 < bits ? (bit === '0' ? '1' : '0') : bit));
	const phash = turned.join('');
	return photo({ phash, phashBands: lookBands(phash) });
}

describe('what speaks against a picture', () => {
	test('taken far from the place of the report, or before it', async () => {
		const officer = officerAt(works);
		const report = await openReport();
		const near = photo({ lat: 2.985, lon: 99.616, takenAt: new Date() });
		assert.deepEqual(await attachEvidence(officer, { ...report.ref, files: [near] }), []);
		const far = photo({ lat: 3.5952, lon: 98.6722, takenAt: new Date('2020-01-01T00:00:00Z') });
		assert.deepEqual(await attachEvidence(officer, { ...report.ref, files: [far] }), [
			'far',
			'before-report',
		]);
		const { attachments } = await getCaseFile(officer, report.ref);
		assert.ok((attachments[1]?.distanceM ?? 0) > 100_000);
		const theirs = await getCaseFile(report.person, report.ref);
		assert.ok(theirs.attachments.every((one) => one.flags.length === 0 && one.distanceM === null));
	});

	test('the person’s own photos too, from the moment of filing: the office sees it, nobody else', async () => {
		const first = photo();
		await openReport({ attachments: [first] });
		const fresh = photo({ lat: 2.985, lon: 99.616 });
		const again = await openReport({
			attachments: [fresh, photo({ originalSha256: first.originalSha256 }), resaved(first, looksAlikeWithin)],
		});
		const { attachments } = await getCaseFile(officerAt(works), again.ref);
		const flags = new Map(attachments.map((one) => [one.sha256, one.flags]));
		assert.deepEqual(flags.get(fresh.sha256), []);
		assert.deepEqual([...flags.values()].flat().sort(), ['reused', 'reused-alike']);
		assert.equal(attachments.find((one) => one.sha256 === fresh.sha256)?.distanceM, 111);
		const theirs = await getCaseFile(again.person, again.ref);
		assert.ok(theirs.attachments.every((one) => one.flags.length === 0));
	});

	test('sent twice with one key, a photo is not taken for used before', async () => {
		const key = `kunci ${made}`;
		const file = photo();
		const [one, two] = [
			await openReport({ key, attachments: [file] }),
			await openReport({ key, attachments: [file] }),
		];
		assert.equal(one.caseId, two.caseId);
		const { attachments } = await getCaseFile(officerAt(works), one.ref);
		assert.deepEqual(
			attachments.map((found) => found.flags),
			[[]],
		);
	});

	test('used before anywhere, by another government and on a confidential case too, also recompressed', async () => {
		const first = photo();
		const secret = await openReport({
			...{ pemda: medan, region: '12.71', holder: await deskOf(medan, 'health'), privacy: 'confidential' },
			attachments: [first],
		});
		const officer = officerAt(works);
		const flagsOf = async (file: NewAttachment) =>
			attachEvidence(officer, { ...(await openReport()).ref, files: [file] });
		assert.deepEqual(await flagsOf(photo({ originalSha256: first.originalSha256 })), ['reused']);
		assert.deepEqual(await flagsOf(resaved(first, looksAlikeWithin)), ['reused-alike']);
		assert.deepEqual(await flagsOf(resaved(first, 32)), [], 'another picture');
		await assert.rejects(getCaseFile(officer, secret.ref), { code: 'casework/no-such-case' });
	});

	test('the picture of the report itself is no evidence', async () => {
		const first = photo();
		const report = await openReport({ attachments: [first] });
		const flags = await attachEvidence(officerAt(works), { ...report.ref, files: [resaved(first, 3)] });
		assert.deepEqual(flags, ['reused-alike']);
	});
});

test('the same file twice is kept once, too many are refused, and evidence lets a complaint be answered', async () => {
	const officer = officerAt(works);
	const report = await openReport();
	const file = photo();
	await attachEvidence(officer, { ...report.ref, files: [file, file] });
	await attachEvidence(officer, { ...report.ref, files: [file] });
	assert.equal((await getCaseFile(officer, report.ref)).attachments.length, 1);
	await assert.rejects(
		attachEvidence(officer, { ...report.ref, files: Array.from({ length: 11 }, () => photo()) }),
		{
			code: 'casework/too-many-files',
		},
	);
	await answerCase(officer, { ...report.ref, text: 'Sudah diperbaiki.' });
	assert.equal((await findPublicCase(report.number))?.photos.length, 1);
});

test('the person adds photos beside their reply, which nobody else sees', async () => {
	const report = await openReport();
	const entryId = await replyAsPerson(report.person, { ...report.ref, text: 'Ini fotonya.' });
	await attachAsPerson(report.person, { ...report.ref, entryId, files: [photo()] });
	const file = await getCaseFile(officerAt(works), report.ref);
	assert.equal(file.attachments[0]?.entryId, entryId);
	assert.equal((await findPublicCase(report.number))?.photos.length, 0);
});

test('distance over the ground', () => {
	assert.equal(distanceBetween({ lat: 2.984, lon: 99.616 }, { lat: 2.984, lon: 99.616 }), 0);
	assert.equal(distanceBetween({ lat: null, lon: null }, { lat: 2.984, lon: 99.616 }), null);
	const medanToKisaran = distanceBetween({ lat: 3.5952, lon: 98.6722 }, { lat: 2.984, lon: 99.616 }) ?? 0;
	assert.ok(Math.abs(medanToKisaran - 125_000) < 2_000, String(medanToKisaran));
});
