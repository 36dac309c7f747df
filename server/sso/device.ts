import type { Actor, Officer, Resident } from '#identity';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { agree } from './agree.ts';
import { acrOf, amrOf } from './assurance.ts';
import { ownerOf } from './consents.ts';
import { hashOfUserCode } from './provider/adapter.ts';
import { appOf, type KnownApp } from './provider/app-of.ts';
import { isComplete } from './provider/follow-session.ts';
import { providerNow } from './provider/provider.ts';
import { decideWaiting } from './store/tokens.ts';
import { subjectOf } from './subject.ts';

/** Twenty letters to the eighth: whoever guesses has ten minutes for each code and few tries. */
const tries = { count: 20, perSeconds: 900 };

/**
 * What waits on another device for whoever typed its code. Refuses `identity/sign-in-needed`, `sso/device-code-wrong`
 * for a code that is not there, old or used, `sso/other-account`, `platform/too-many`.
 */
export async function findDevice(
	actor: Actor,
	typed: string,
): Promise<{ app: KnownApp; scopes: string[]; code: string }> {
	const { app, code, scopes } = await lookUp(actor, typed);
	return { app, scopes, code: `${code.slice(0, 4)}-${code.slice(4)}` };
}

/** The other device is let in, or not; once. Refuses what `findDevice` does. */
export async function decideDevice(actor: Actor, typed: string, isAllowed: boolean): Promise<void> {
	const { own, app, code, scopes } = await lookUp(actor, typed);
	const no = { answer: { error: 'access_denied', errorDescription: 'the person said no' }, givenId: null };
	const decision = isAllowed ? await letIn(own, app, scopes) : no;
	if (!(await decideWaiting(hashOfUserCode(code), { ...decision, at: now() }))) throw wrongCode();
}

async function letIn(own: Officer | Resident, app: KnownApp, scopes: string[]) {
	const givenId = await agree(own, app, { scopes, claims: [] });
	const answer = {
		accountId: subjectOf(own),
		acr: acrOf(own),
		amr: amrOf(own),
		authTime: Math.floor(own.freshAt.getTime() / 1000),
		grantId: givenId,
		scope: scopes.join(' '),
	};
	return { answer, givenId };
}

async function lookUp(actor: Actor, typed: string) {
	const own = ownerOf(actor);
	if (!isComplete(own)) throw new Refusal('forbidden', 'sso/sign-in-first');
	await spend(`device code ${own.accountId}`, tries);
	const code = typed.toUpperCase().replace(/[^A-Z]/g, '');
	const found = code.length === 8 ? await findWaiting(code) : undefined;
	if (!found) throw wrongCode();
	if (!found.app.forWhom.includes(own.kind)) throw new Refusal('forbidden', 'sso/other-account');
	return { own, code, app: found.app, scopes: found.scopes };
}

function wrongCode(): Refusal {
	return new Refusal('invalid', 'sso/device-code-wrong', {
		fields: { code: 'refusal.sso.device-code-wrong' },
	});
}

async function findWaiting(code: string): Promise<{ app: KnownApp; scopes: string[] } | undefined> {
	const provider = await providerNow();
	const device = await provider.DeviceCode.findByUserCode(code);
	if (!device || device.accountId || device.error || device.isExpired) return undefined;
	const client = await provider.Client.find(device.clientId ?? '');
	if (!client) return undefined;
	const scopes = String(device.params?.['scope'] ?? '')
		.split(' ')
		.filter(Boolean);
	return { app: appOf(client), scopes };
}
