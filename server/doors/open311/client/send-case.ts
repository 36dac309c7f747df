import { addNote, type CaseFile } from '#casework';
import { now } from '#platform/clock';
import { db, withTx } from '#platform/db';
import { translate } from '#platform/i18n';
import { enqueue } from '#platform/jobs';
import { findOpen311Endpoint, type Open311Endpoint } from '#regions';
import { CallFailed } from './call-server.ts';
import { describeCase, namesReference, referenceOf, serviceFor } from './describe-case.ts';
import { deskLanguage, findHeldFile, ownSystemOf, refOf } from './own-system.ts';
import { findIdOfToken, getRequests, idIn, type Posted, postRequest } from './speak.ts';
import { claimSending, type SentCase, selectSent, selectSentBefore, updateSent } from './store.ts';

/** A request that was sent this long ago is over, and a server that took it shows it. */
const overAfterMs = 60_000;
const giveUpAfterMs = 3 * 86_400_000;

/** Not now: the job queue tries again, later each time. */
class TryAgain extends Error {
	constructor(why: string) {
		super(why);
		this.name = 'TryAgain';
	}
}

/**
 * Sends a case to the server of the office that holds it, so that it is there exactly once: a try whose end nobody
 * knows is looked for there, by our reference, before another is made. After three days it stays with the desk here.
 * Safe to run twice and at the same time.
 */
export async function sendCase({ pemda, id }: { pemda: string; id: string }): Promise<void> {
	const sent = await selectSent(pemda, id);
	if (!sent || (sent.state !== 'waiting' && sent.state !== 'trying')) return;
	const endpoint = await findOpen311Endpoint(pemda, sent.officeId);
	const file = await findHeldFile(sent);
	if (!endpoint || !file || file.status === 'answered') return updateSent(db, sent, { state: 'ended' });
	if (file.privacy === 'confidential') return giveUp(sent, 'kept', 'open311.kept-confidential');
	const service = serviceFor(endpoint, file.subject);
	if (!service) return giveUp(sent, 'failed', 'open311.no-service-there');
	if (sent.state === 'trying' && (await findEarlierTry(sent, endpoint, service))) return;
	if (isHopeless(sent)) return giveUp(sent, 'failed', 'open311.never-reached');
	if (!(await claimSending(pemda, id, now(), overSince()))) throw new TryAgain('another run is at it');
	await post(sent, file, endpoint, service);
}

const overSince = () => new Date(now().getTime() - overAfterMs);

function isHopeless({ firstTriedAt }: SentCase): boolean {
	return firstTriedAt !== null && now().getTime() - firstTriedAt.getTime() > giveUpAfterMs;
}

async function findEarlierTry(sent: SentCase, endpoint: Open311Endpoint, service: string): Promise<boolean> {
	if (sent.triedAt && sent.triedAt > overSince()) throw new TryAgain('the last try may still be under way');
	try {
		const id = (await findByKey(sent, endpoint)) ?? (await findByReference(sent, endpoint, service));
		if (id) await keepRemoteId(sent, id);
		return id !== undefined;
	} catch (error) {
		if (!(error instanceof CallFailed)) throw error;
		if (isHopeless(sent)) return false;
		throw new TryAgain(error.message);
	}
}

/** Servers that know the key of a sending tell its number under it; others know no such token, or no tokens. */
async function findByKey(sent: SentCase, endpoint: Open311Endpoint): Promise<string | undefined> {
	try {
		return await findIdOfToken(endpoint, sent.id);
	} catch (error) {
		if (error instanceof CallFailed) return undefined;
		throw error;
	}
}

async function findByReference(
	sent: SentCase,
	endpoint: Open311Endpoint,
	service: string,
): Promise<string | undefined> {
	const from = new Date((sent.firstTriedAt ?? now()).getTime() - 3_600_000);
	const filter = { service_code: service, start_date: from.toISOString().replace(/\.\d+Z$/, 'Z') };
	const reference = referenceOf(sent);
	const found = (await getRequests(endpoint, filter)).find((row) =>
		[row['account_id'], row['description']].some((text) => namesReference(text, reference)),
	);
	return idIn(found, 'service_request_id');
}

async function post(
	sent: SentCase,
	file: CaseFile,
	endpoint: Open311Endpoint,
	service: string,
): Promise<void> {
	const fields = await describeCase(file, sent, service, await selectSentBefore(sent));
	try {
		await takeOutcome(sent, await postRequest(endpoint, fields, sent.id));
	} catch (error) {
		if (!(error instanceof CallFailed)) throw error;
		const state = error.mayHaveArrived ? 'trying' : 'waiting';
		await updateSent(db, sent, { state, lastError: error.message });
		throw new TryAgain(error.message);
	}
}

async function takeOutcome(sent: SentCase, posted: Posted): Promise<void> {
	if (posted.kind === 'made') return keepRemoteId(sent, posted.id);
	if (posted.kind === 'token')
		return updateSent(db, sent, { state: 'token', token: posted.token, lastError: null });
	await updateSent(db, sent, { state: 'waiting', lastError: posted.why });
	if (!posted.forGood) throw new TryAgain('refused for now');
	return giveUp(sent, 'failed', 'open311.refused-there', posted.why);
}

/** The number there is kept, and in the same commit a job that tells the person. */
export async function keepRemoteId(sent: SentCase, remoteId: string): Promise<void> {
	await withTx(async (tx) => {
		await updateSent(tx, sent, { state: 'sent', remoteId, lastError: null });
		await enqueue(
			tx,
			'open311/tell-sent',
			{ pemda: sent.pemda, id: sent.id },
			{ key: `open311 told ${sent.id}` },
		);
	});
}

/** It stays with the desk here, which reads why. */
async function giveUp(sent: SentCase, state: 'kept' | 'failed', key: string, why = ''): Promise<void> {
	await addNote(ownSystemOf(sent), { ...refOf(sent), text: translate(deskLanguage, key, { why }) });
	await updateSent(db, sent, { state });
}
