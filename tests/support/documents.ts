import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type Issued, issueDocument, type NewDocument } from '#documents';
import { migratorDb, withTx } from '#platform/db';
import { newId } from '#platform/ids';
import { get } from '#platform/storage';
import { requirePoppler } from '../../bin/check/require-poppler.ts';
import { makeFile } from '../../server/documents/make-file.ts';
import { asahan, type Desk, deskOf } from './cases.ts';

/** A statement of where a business is, by the licensing office of Asahan, unless told otherwise. */
export async function newDocument(
	changes: Partial<NewDocument> & { desk?: Desk } = {},
): Promise<NewDocument> {
	const { desk: given, ...others } = changes;
	const desk = given ?? (await deskOf(asahan, 'licensing'));
	const series = others.series ?? 'skdu';
	return {
		pemda: desk.pemda,
		office: { id: desk.officeId, name: desk.officeName, function: 'licensing' },
		subject: `application:${desk.pemda}:${newId()}`,
		series,
		numberPattern: `${series}/{seq:4}/{office}/{roman}/{year}`,
		title: { id: 'Surat Keterangan Domisili Usaha', en: 'Business Location Statement' },
		body: {
			id: 'Usaha di bawah ini berada di alamat yang disebut.',
			en: 'The business below is at the address named.',
		},
		lines: [
			{ label: { id: 'Nama usaha', en: 'Business name' }, value: 'Bengkel Maju Jaya' },
			{ label: { id: 'Alamat', en: 'Address' }, value: 'Jl. Imam Bonjol No. 12, Kisaran' },
		],
		holder: { kind: 'person', id: newId(), name: 'Siti Rahma Nasution' },
		validTo: null,
		templateVersion: 'test',
		snapshot: { answers: { name: 'Bengkel Maju Jaya' } },
		signer: { postTitle: 'Kepala Dinas', name: 'Ahmad Syukri', accountId: newId() },
		...others,
	};
}

export async function issued(
	changes: Partial<NewDocument> & { desk?: Desk } = {},
): Promise<Issued & { pemda: string; id: string }> {
	const document = await newDocument(changes);
	const given = await withTx((tx) => issueDocument(tx, document));
	return { ...given, pemda: document.pemda, id: given.documentId };
}

/** The same with its file made. */
export async function issuedWithFile(
	changes: Partial<NewDocument> & { desk?: Desk } = {},
): Promise<Issued & { pemda: string; id: string; file: Buffer; sha256: string }> {
	const document = await issued(changes);
	await makeFile(document);
	const { sha256 } = await rowOf(document.id);
	if (sha256 === null) throw new Error('The file was not made');
	return { ...document, sha256, file: await buffer(await get(sha256)) };
}

/** What the table says, past every wall. */
export async function rowOf(id: string): Promise<{
	sha256: string | null;
	status: string;
	code: string;
	signedWith: string | null;
	data: string;
}> {
	const { rows } = await migratorDb.query<Awaited<ReturnType<typeof rowOf>>>({
		text: `select file_sha256 as sha256, status, code, signed_with as "signedWith", data from documents.document where id = $1`,
		values: [id],
	});
	const [row] = rows;
	if (!row) throw new Error('No such document');
	return row;
}

/** What a tool of poppler says about a file; its words and its exit. */
export function poppler(
	tool: string,
	file: Uint8Array,
	...options: string[]
): { says: string; code: number } {
	return inFolder(file, (path) => {
		const { stdout, stderr, status } = spawnSync(tool, [...options, path], { encoding: 'utf8' });
		return { says: `${stdout}${stderr}`, code: status ?? -1 };
	});
}

/** The first file that is attached to one. */
export function attachedTo(file: Uint8Array): string {
	return inFolder(file, (path) => {
		execFileSync('pdfdetach', ['-save', '1', '-o', `${path}.json`, path]);
		return readFileSync(`${path}.json`, 'utf8');
	});
}

/** Its first page as a picture: grey, a byte for each point. */
export function pictureOf(file: Uint8Array, dotsPerInch: number): Buffer {
	return inFolder(file, (path) => {
		execFileSync('pdftoppm', ['-r', String(dotsPerInch), '-png', '-f', '1', '-singlefile', path, path]);
		return readFileSync(`${path}.png`);
	});
}

function inFolder<T>(file: Uint8Array, work: (path: string) => T): T {
	requirePoppler();
	const folder = mkdtempSync(join(tmpdir(), 'document-'));
	try {
		writeFileSync(join(folder, 'it.pdf'), file);
		return work(join(folder, 'it.pdf'));
	} finally {
		rmSync(folder, { recursive: true });
	}
}
