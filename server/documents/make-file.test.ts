import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { findDocument, findTestAuthority, listCodeKeys } from '#documents';
import { migratorDb } from '#platform/db';
import { runJobsOnce } from '#platform/jobs';
import { testDatabase } from '../../tests/support/database.ts';
import {
	attachedTo,
	issued,
	issuedWithFile,
	pictureOf,
	poppler,
	rowOf,
} from '../../tests/support/documents.ts';
import { makeFile } from './make-file.ts';

await testDatabase();

test('pdfsig accepts the signature over the whole file, and refuses it with any one byte changed', async () => {
	const { file } = await issuedWithFile();
	const { says, code } = poppler('pdfsig', file);
	assert.equal(code, 0);
	assert.match(says, /Signature Type: ETSI\.CAdES\.detached/);
	assert.match(says, /Total document signed/);
	assert.match(says, /Signature is Valid/);
	assert.match(says, /OU=Sertifikat uji - bukan BSrE,O=Kabupaten Asahan,ST=Sumatera Utara,C=ID/);
	const text = file.toString('latin1');
	const places = [text.indexOf('/CreationDate'), text.indexOf('/Title'), text.indexOf('\nxref') + 40];
	for (const at of [...places, Math.floor(file.length / 2), file.length - 3]) {
		const changed = Buffer.from(file);
		changed[at] = (changed[at] ?? 0) ^ 1;
		assert.doesNotMatch(poppler('pdfsig', changed).says, /Signature is Valid/, `byte ${at}`);
	}
	assert.match(poppler('pdfsig', Buffer.concat([file, Buffer.from('\n')])).says, /Not total document signed/);
});

test('the signature names its certificate and no time, which stands in the dictionary (PAdES B-B)', async () => {
	const { file } = await issuedWithFile();
	const text = file.toString('latin1');
	const cms = Buffer.from(text.match(/\/Contents <([0-9a-f]+)>/)?.[1] ?? '', 'hex');
	const oid = (hex: string) => cms.includes(Buffer.from(hex, 'hex'));
	assert.ok(oid('060b2a864886f70d010910022f'), 'signing-certificate-v2');
	assert.ok(!oid('06092a864886f70d010905'), 'no signing-time');
	assert.match(text, /\/SubFilter \/ETSI\.CAdES\.detached/);
	assert.match(text, /\/M \(D:\d{14}Z\)/);
	assert.match((await findTestAuthority()) ?? '', /BEGIN CERTIFICATE/);
});

test('the file bears the marks of PDF/A-3b: profile, colours, embedded fonts, nothing locked', async () => {
	const { file, id } = await issuedWithFile({
		lines: Array.from({ length: 60 }, (_, i) => ({
			label: { id: `Butir ${i}`, en: `Item ${i}` },
			value: i === 3 ? 'Nguyễn Łukasz 日本 😀' : 'Kisaran – “Timur”',
		})),
	});
	const text = file.toString('latin1');
	assert.match(text, /^%PDF-1\.7/);
	assert.match(text, /<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>B<\/pdfaid:conformance>/);
	assert.match(text, /\/OutputIntents/);
	assert.match(text, /\/S \/GTS_PDFA1/);
	assert.doesNotMatch(text, /\/Encrypt|\/JavaScript|\/JS |\/NeedAppearances true/);
	assert.match(text, /\/ID \[/);
	const fonts = poppler('pdffonts', file).says.trim().split('\n').slice(2);
	assert.equal(fonts.length, 3);
	for (const font of fonts)
		assert.match(font, /PlusJakartaSans\S+\s+CID TrueType\s+Identity-H\s+yes yes yes/);
	const info = poppler('pdfinfo', file).says;
	assert.match(info, /Encrypted:\s+no/);
	assert.match(info, /Tagged:\s+yes/);
	assert.match(info, /Pages:\s+[3-5]\n/);
	const words = poppler('pdftotext', file, '-layout').says;
	assert.equal(poppler('pdftotext', file).code, 0);
	assert.equal(attachedTo(file), (await rowOf(id)).data);
	assert.ok(words !== undefined);
});

test('the code on the page is read by a phone, opens the number, and can be checked offline', async () => {
	const document = await issuedWithFile({ validTo: new Date('2031-11-24T16:59:59.999Z') });
	const { data, info } = await sharp(pictureOf(document.file, 150))
		.ensureAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	const found = jsQR.default(new Uint8ClampedArray(data), info.width, info.height);
	assert.ok(found);
	const address = new URL(found.data);
	assert.equal(address.pathname, `/verifikasi/${document.number}`);
	const [head = '', claims = '', signature = ''] = address.hash.slice(1).split('.');
	const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
	const key = (await listCodeKeys()).keys.find(({ kid }) => kid === read(head).kid);
	assert.ok(key);
	const publicKey = createPublicKey({ key, format: 'jwk' });
	const checks = (said: string) =>
		verify(null, Buffer.from(said), publicKey, Buffer.from(signature, 'base64url'));
	assert.ok(checks(`${head}.${claims}`));
	assert.ok(!checks(`${head}.${claims.slice(0, -2)}AA`));
	const said = read(claims);
	assert.equal(said.n, document.number);
	assert.equal(said.h, 'S*** R*** N***');
	assert.equal(said.x, '2031-11-24');
	const attached = attachedTo(document.file);
	assert.equal(said.d, createHash('sha256').update(attached).digest('base64url'));
	assert.equal(JSON.parse(attached).holder.name, 'Siti Rahma Nasution');
});

test('run twice, at once, and by the queue: one file, one word of it, one link in the chain', async () => {
	const document = await issued();
	await Promise.all([makeFile(document), makeFile(document), makeFile(document)]);
	const { sha256 } = await rowOf(document.id);
	await runJobsOnce();
	await makeFile(document);
	assert.equal((await rowOf(document.id)).sha256, sha256);
	const { rows } = await migratorDb.query<{ events: number; links: number }>({
		text: `select (select count(*)::int from platform.event where type = 'documents.ready' and payload->>'documentId' = $1) as events,
			(select count(*)::int from documents.event where document_id = $1::uuid and act = 'signed') as links`,
		values: [document.id],
	});
	assert.deepEqual(rows, [{ events: 1, links: 1 }]);
	const [seen] = await findDocument(document.number, '192.0.2.0/24');
	assert.equal(seen?.fileSha256, sha256);
	assert.ok(seen?.isUnbroken);
});

test('one authority and one certificate for an office, however many ask first', async () => {
	const { rows } = await migratorDb.query<{ authorities: number; certificates: number; sealed: boolean }>({
		text: `select (select count(*)::int from documents.authority) as authorities,
			(select count(*)::int from documents.certificate) as certificates,
			(select bool_and(key_sealed like 'v1.%') from documents.certificate) as sealed`,
	});
	assert.deepEqual(rows, [{ authorities: 1, certificates: 1, sealed: true }]);
});
