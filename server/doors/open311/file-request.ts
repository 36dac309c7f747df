import { createHash } from 'node:crypto';
import { formatNumber } from '#casework';
import { now } from '#platform/clock';
import { config } from '#platform/config';
import { formatDate, translate } from '#platform/i18n';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { fileReport } from '#reports';
import { hashOfToken } from './find-token.ts';
import type { Sent } from './read-request.ts';
import { type ApiKey, type Sending, updateReceived, upsertReceived } from './store.ts';

type Lang = 'id' | 'en';
type From = { key: ApiKey; jurisdiction: string; lang: Lang; idempotencyKey: string | undefined };

/** How long the same content from the same application, without a key of its own for the sending, is the same sending. */
const sameContentMs = 10 * 60_000;

/**
 * Files a request: once for each `Idempotency-Key`, or without one once for the same content within ten minutes. The
 * notice tells who looks after it, until when, and the code with which the person answers, also when it comes again.
 * Refuses an idempotency key used before for something else (`open311/key-reused`).
 */
export async function fileRequest(sent: Sent, from: From) {
	const sending = sendingOf(sent, from);
	const at = now();
	const freshFrom = from.idempotencyKey ? new Date(0) : new Date(at.getTime() - sameContentMs);
	const received = await upsertReceived(sending, { requestKey: newId(), at, freshFrom });
	if (!received.content.equals(sending.content)) throw new Refusal('invalid', 'open311/key-reused');
	const { files: attachments, report } = sent;
	const receipt = await fileReport(
		{ kind: 'anonymous', origin: `open311:${from.key.id}` },
		{ report, attachments, channel: 'open311', lang: from.lang, key: `open311:${received.requestKey}` },
	);
	await updateReceived(sending, receipt.number);
	const number = formatNumber(receipt.number);
	return {
		service_request_id: number,
		service_notice: translate(from.lang, 'open311.notice', {
			office: receipt.officeName,
			due: formatDate(from.lang, receipt.dueAt),
			code: formatNumber(receipt.code),
			link: `${config.publicOrigin}/lacak/${number}`,
		}),
		account_id: sent.accountId,
	};
}

/** Of the files what they were before they were made new, for that is the same each time. */
function sendingOf({ report, accountId, deviceId, files }: Sent, from: From): Sending {
	const what = { jurisdiction: from.jurisdiction, ...report, accountId, deviceId };
	const content = createHash('sha256')
		.update(JSON.stringify([what, files.map((file) => file.originalSha256)]))
		.digest();
	const sending = from.idempotencyKey ? hashOfToken(from.idempotencyKey) : content;
	return { pemda: from.key.pemda, keyId: from.key.id, sending, content };
}

/** The sender's own word for a sending, from the header `Idempotency-Key`. Refuses one that could be guessed or stored by nobody. */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
	if (header === undefined || header === '') return undefined;
	if (typeof header !== 'string' || !/^"?[\w.:-]{16,100}"?$/.test(header)) {
		throw new Refusal('invalid', 'open311/wrong-idempotency-key');
	}
	return header.replaceAll('"', '');
}
