import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compoundOf, gifOf, officeOf, pdfOf, zipOf } from '../../../tests/support/papers.ts';
import { sniffDocument } from './sniff-document.ts';

const [word, sheet, slides] = [
	'wordprocessingml.document',
	'spreadsheetml.sheet',
	'presentationml.presentation',
].map((one) => `application/vnd.openxmlformats-officedocument.${one}`);
const known: [what: string, bytes: Buffer, type: string | undefined][] = [
	['a PDF', pdfOf('satu'), 'application/pdf'],
	['a GIF', gifOf(), 'image/gif'],
	['text', Buffer.from('Daftar aset: 12 baris\r\n\tJalan Merdeka\n'), 'text/plain'],
	['text with an accent and a mark', Buffer.from('\uFEFFKafé'), 'text/plain'],
	['a new Word file', officeOf('word'), word],
	['a new spreadsheet', officeOf('xl'), sheet],
	['new slides', officeOf('ppt'), slides],
	['an archive', zipOf(['foto/1.jpg', 'word/catatan.txt']), 'application/zip'],
	['an old Word file', compoundOf(['WordDocument', '1Table']), 'application/msword'],
	['an old spreadsheet', compoundOf(['Workbook']), 'application/vnd.ms-excel'],
	['an older spreadsheet', compoundOf(['Book']), 'application/vnd.ms-excel'],
	['old slides', compoundOf(['PowerPoint Document']), 'application/vnd.ms-powerpoint'],
	['an installer', compoundOf(['Property']), undefined],
	['HTML', Buffer.from('  <html><script>alert(1)</script>'), undefined],
	['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), undefined],
	['XML', Buffer.from('<?xml version="1.0"?><a/>'), undefined],
	['a script', Buffer.from('#!/bin/sh\necho'), undefined],
	['a program', Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), undefined],
	['another archive', Buffer.from('7z\xbc\xaf\x27\x1c\0\x04', 'latin1'), undefined],
	['Latin-1', Buffer.from('Kaf\xe9', 'latin1'), undefined],
	['nothing', Buffer.alloc(0), undefined],
];
for (const [what, bytes, type] of known) {
	test(`${what} is known by its content`, () => assert.equal(sniffDocument(bytes)?.type, type));
}

test('what broke off, what carries macros, what is locked', () => {
	const cut = (bytes: Buffer) => bytes.subarray(0, -6);
	for (const bytes of [pdfOf('dua'), gifOf(), zipOf(['a'])]) {
		assert.deepEqual([sniffDocument(bytes)?.whole, sniffDocument(cut(bytes))?.whole], [true, false]);
	}
	assert.equal(sniffDocument(officeOf('xl', ['xl/vbaProject.bin']))?.active, true);
	assert.equal(sniffDocument(compoundOf(['WordDocument', 'Macros']))?.active, true);
	assert.equal(sniffDocument(officeOf('xl'))?.active, false);
	assert.equal(sniffDocument(zipOf(['rahasia.txt'], { locked: true }))?.locked, true);
});

test('bytes that lie about themselves neither run on nor throw', () => {
	for (const whole of [zipOf(['a', 'b']), compoundOf(['WordDocument']), officeOf('word')]) {
		for (let at = 8; at < whole.length; at += 7) {
			const bent = Buffer.from(whole);
			bent[at] = 0xff;
			sniffDocument(bent);
			sniffDocument(whole.subarray(0, at));
		}
	}
	const circle = compoundOf(['WordDocument']);
	circle.writeUInt32LE(1, 512 + 4);
	assert.equal(sniffDocument(circle), undefined);
});
