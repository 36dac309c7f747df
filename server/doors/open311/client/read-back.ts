import { addNote } from '#casework';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { translate } from '#platform/i18n';
import { Refusal } from '#platform/refusal';
import { findOpen311Endpoint, listConnectedOffices, type Office, type Open311Endpoint } from '#regions';
import { CallFailed } from './call-server.ts';
import { deskLanguage, ownSystemOf, refOf } from './own-system.ts';
import type { Row } from './read-reply.ts';
import { relayUpdate, statusIn } from './relay-update.ts';
import { keepRemoteId } from './send-case.ts';
import { findIdOfToken, findRequest, getRequests } from './speak.ts';
import { type SentCase, selectToCheck, updateSent } from './store.ts';

const everyMs = 5 * 60_000;
const atOnce = 50;
const mostRunMs = 15_000;
const gone = { afterMs: 24 * 3_600_000 };

/**
 * Asks the servers of connected offices how the cases they were sent stand, each case every five minutes, for about
 * fifteen seconds a turn. A server that does not answer, or not in the protocol, holds up no other.
 */
export async function readBack(): Promise<void> {
	const endAt = performance.now() + mostRunMs;
	for (const office of await listConnectedOffices()) {
		if (performance.now() > endAt) return;
		await readOffice(office);
	}
}

async function readOffice({ pemda, id: officeId }: Office): Promise<void> {
	const endpoint = await findOpen311Endpoint(pemda, officeId);
	if (!endpoint) return;
	const before = new Date(now().getTime() - everyMs);
	const due = await selectToCheck({ pemda, officeId }, before, atOnce);
	try {
		for (const sent of due.filter(({ state }) => state === 'token')) await resolveToken(sent, endpoint);
		await readRequests(
			due.filter(({ state }) => state === 'sent'),
			endpoint,
		);
	} catch (error) {
		if (!(error instanceof CallFailed)) throw error;
		for (const sent of due) await updateSent(db, sent, { checkedAt: now(), lastError: error.message });
	}
}

async function resolveToken(sent: SentCase, endpoint: Open311Endpoint): Promise<void> {
	const id = sent.token ? await findIdOfToken(endpoint, sent.token) : undefined;
	if (id) await keepRemoteId(sent, id);
	else await updateSent(db, sent, { checkedAt: now() });
}

/** All in one question, as the protocol allows; those the answer leaves out each by itself. */
async function readRequests(sent: SentCase[], endpoint: Open311Endpoint): Promise<void> {
	const ids = sent.flatMap(({ remoteId }) => (remoteId ? [remoteId] : []));
	if (ids.length === 0) return;
	const rows = await getRequests(endpoint, { service_request_id: ids.join(',') });
	const byId = new Map(rows.map((row) => [row['service_request_id'], row]));
	for (const one of sent) {
		const row = byId.get(one.remoteId) ?? (await findRequest(endpoint, one.remoteId ?? ''));
		await (row ? takeRow(one, row, endpoint) : takeMissing(one));
	}
}

async function takeRow(sent: SentCase, row: Row, endpoint: Open311Endpoint): Promise<void> {
	const { status_notes: notes = null, updated_datetime: updated = null } = row;
	const status = statusIn(row);
	const seen = { checkedAt: now(), missingSince: null, lastError: null };
	if (!status) return updateSent(db, sent, { ...seen, lastError: 'neither open nor closed' });
	if (status === sent.remoteStatus && notes === sent.remoteNotes) return updateSent(db, sent, seen);
	try {
		const relayed = await relayUpdate(sent, row, endpoint);
		const state = relayed === 'ended' ? { state: 'ended' } : {};
		const remote = { remoteStatus: status, remoteNotes: notes, remoteUpdated: updated };
		await updateSent(db, sent, { ...seen, ...remote, ...state });
	} catch (error) {
		if (!(error instanceof Refusal)) throw error; // the case moved on in this moment: the next turn sees how it stands
		await updateSent(db, sent, { ...seen, lastError: error.code });
	}
}

/** Not known there any more. After a day the desk here is told and goes on by itself. */
async function takeMissing(sent: SentCase): Promise<void> {
	const since = sent.missingSince ?? now();
	if (now().getTime() - since.getTime() < gone.afterMs) {
		return updateSent(db, sent, { checkedAt: now(), missingSince: since });
	}
	const text = translate(deskLanguage, 'open311.gone-there', { id: sent.remoteId ?? '' });
	try {
		await addNote(ownSystemOf(sent), { ...refOf(sent), text });
	} catch (error) {
		if (!(error instanceof Refusal)) throw error; // the office has it no more, and nobody needs to be told
	}
	await updateSent(db, sent, { state: 'failed', checkedAt: now() });
}
