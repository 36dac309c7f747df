import { createHash } from 'node:crypto';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import { findOffice } from '#regions';
import { hashOf, type Link, saltReason } from './chain.ts';
import { dataOf } from './data-of.ts';
import type { NewDocument } from './document.ts';
import { maskName } from './mask-name.ts';
import { formatNumber, lookUpKey, newCode, periodOf } from './number.ts';
import { columnsOf } from './store/chain.ts';
import { findIssued, insertIssued, lockAct, takeNumber } from './store/documents.ts';

export type Issued = { documentId: string; number: string };

/**
 * Gives a document with the next number of its series, in the caller's transaction: if that does not commit there is
 * neither, and no gap. The series is locked until then, so issue late in a transaction. The same subject and key give
 * the same document. The file is made and signed by a job, which announces `documents.ready`.
 */
export async function issueDocument(tx: Tx, asked: NewDocument): Promise<Issued> {
	const { pemda, office, subject, series, numberPattern } = asked;
	const key = asked.key ?? series;
	await lockAct(tx, { pemda, subject, key });
	const before = await findIssued(tx, { pemda, subject, key });
	if (before) return before;
	const at = now();
	const period = periodOf(numberPattern, at);
	const seq = await takeNumber(tx, { pemda, officeId: office.id, series, period });
	const shortName = (await findOffice(pemda, office.id))?.shortName ?? office.name;
	const places = { seq, pemda, at, office: shortName.toUpperCase().replaceAll(/\s+/g, '-') };
	const number = formatNumber(numberPattern, places);
	const documentId = newId();
	await insertAll(tx, { ...asked, key, period, seq, number, documentId, at });
	const named = { documentId, pemda };
	await enqueue(tx, 'documents/make-file', named, { key: `document ${documentId}` });
	await record(tx, {
		pemda,
		actor: asked.signer ? `account:${asked.signer.accountId}` : 'system:documents',
		act: 'documents/issue-document',
		subject: `document:${documentId}`,
		detail: { number, for: subject, series, seq },
	});
	return { documentId, number };
}

type All = NewDocument & {
	key: string;
	period: string;
	seq: number;
	number: string;
	documentId: string;
	at: Date;
};

async function insertAll(tx: Tx, all: All): Promise<void> {
	const { pemda, documentId, office, number, at, signer, holder } = all;
	const link = firstLink(number, at, signer?.postTitle ?? 'system');
	const { salt, ...first } = link;
	const data = dataOf({ ...all, issuedAt: at });
	const document = {
		...{
			pemda,
			id: documentId,
			office_id: office.id,
			office_name: office.name,
			office_function: office.function,
		},
		...{ subject: all.subject, key: all.key, series: all.series, period: all.period, seq: all.seq, number },
		...{ number_key: lookUpKey(number), code: newCode(), title: all.title, body: all.body, lines: all.lines },
		...{ holder_kind: holder.kind, holder_id: holder.id, holder_name: holder.name },
		holder_masked: holder.kind === 'business' ? holder.name : maskName(holder.name),
		...{ signer, issued_at: at.toISOString(), valid_to: all.validTo?.toISOString() ?? null },
		...{ template_version: all.templateVersion, snapshot: all.snapshot, data, data_sha256: sha256(data) },
		...{ status: 'active', events: 1, head: `\\x${first.hash.toString('hex')}` },
	};
	const event = columnsOf({
		...{ pemda, documentId, officeId: office.id, link: first, salt, reason: '', nextId: null },
		actor: signer ? `account:${signer.accountId}` : 'system:documents',
		actorName: signer?.name ?? '',
		onBehalfOf: null,
	});
	await insertIssued(tx, document, event);
}

function firstLink(number: string, at: Date, post: string): Link & { salt: string } {
	const { salt, reasonHash } = saltReason('');
	const said = {
		...({ seq: 1, at, act: 'issued', status: 'active', post, basis: '', reasonHash } as const),
		...{ fileSha256: null, nextNumber: null, previous: null },
	};
	return { ...said, hash: hashOf(number, said), salt };
}

function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
