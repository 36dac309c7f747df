import { errors, type Interaction, type InteractionResults } from 'oidc-provider';
import type { Actor, Officer, Resident } from '#identity';
import { Refusal } from '#platform/refusal';
import { agree } from './agree.ts';
import { acrOf, amrOf, findMet, lowestWanted } from './assurance.ts';
import { singleClaims } from './claims.ts';
import { appOf, type KnownApp } from './provider/app-of.ts';
import { browserWith } from './provider/browser.ts';
import { isComplete } from './provider/follow-session.ts';
import { wantedAcrs } from './provider/policy.ts';
import { providerNow } from './provider/provider.ts';
import { subjectOf } from './subject.ts';

/** What the page of a sign-in to an app shows, and asks. */
export type Step = { app: KnownApp } & (
	| { step: 'sign-in' }
	/** Somebody is signed in with the other kind of account. */
	| { step: 'other-account' }
	/** The app asks that they show again who they are. */
	| { step: 'again' }
	/** The account is not as sure as the app asks; null: it never can be. */
	| { step: 'raise'; needed: string | null }
	| { step: 'consent'; scopes: string[]; claims: string[]; before: boolean }
	| { step: 'go'; to: string }
);
type Browser = { cookie: string; actor: Actor };

/**
 * Where a sign-in to an app stands in the browser it began in. Refuses `sso/no-such-step` where it began elsewhere, is
 * done, or an hour has passed.
 */
export async function readStep(uid: string, { cookie, actor }: Browser): Promise<Step> {
	const interaction = await findInteraction(uid, cookie);
	const app = await findApp(String(interaction.params['client_id']));
	if (actor.kind !== 'officer' && actor.kind !== 'resident') return { app, step: 'sign-in' };
	if (!isComplete(actor)) return { app, step: 'sign-in' };
	if (!app.forWhom.includes(actor.kind)) return { app, step: 'other-account' };
	if (interaction.prompt.name === 'consent') return consentStep(app, interaction);
	const open = findOpen(interaction, actor, app);
	if (open) return open;
	return { app, step: 'go', to: await finish(interaction, { login: loginOf(actor) }) };
}

/** Lets the app know what it asked for, from now on and until withdrawn. Returns the way on. */
export async function allow(uid: string, { cookie, actor }: Browser): Promise<string> {
	const { interaction, app, own } = await findConsentStep(uid, { cookie, actor });
	const grantId = await agree(own, app, { ...askedBy(interaction), grantId: interaction.grantId });
	return finish(interaction, { consent: { grantId } });
}

/** Goes back to the app with nothing. Returns the way on. */
export async function refuse(uid: string, { cookie }: Browser): Promise<string> {
	const interaction = await findInteraction(uid, cookie);
	return finish(interaction, { error: 'access_denied', error_description: 'the person said no' });
}

/** Where to, once something was decided. Refuses `sso/no-such-step`. */
export async function findWayOn(uid: string, cookie: string): Promise<{ to: string; app: string }> {
	const interaction = await findInteraction(uid, cookie);
	if (!interaction.result) throw noSuchStep();
	return { to: interaction.returnTo, app: (await findApp(String(interaction.params['client_id']))).name };
}

async function findConsentStep(uid: string, { cookie, actor }: Browser) {
	const interaction = await findInteraction(uid, cookie);
	const app = await findApp(String(interaction.params['client_id']));
	const known = actor.kind === 'officer' || actor.kind === 'resident' ? actor : undefined;
	if (!known || interaction.prompt.name !== 'consent' || interaction.session?.accountId !== subjectOf(known))
		throw noSuchStep();
	return { interaction, app, own: known };
}

async function findInteraction(uid: string, cookie: string): Promise<Interaction> {
	const provider = await providerNow();
	const { request, response } = browserWith(cookie);
	const found = await provider.interactionDetails(request, response).catch((error: unknown) => {
		if (error instanceof errors.SessionNotFound) return undefined;
		throw error;
	});
	if (found?.uid !== uid) throw noSuchStep();
	return found;
}

function noSuchStep(): Refusal {
	return new Refusal('not-found', 'sso/no-such-step');
}

async function findApp(clientId: string): Promise<KnownApp> {
	const client = await (await providerNow()).Client.find(clientId);
	if (!client) throw noSuchStep();
	return appOf(client);
}

/** The login prompt asks for what the session at the portal does not show yet. */
function findOpen(interaction: Interaction, actor: Officer | Resident, app: KnownApp): Step | undefined {
	const { reasons } = interaction.prompt;
	const isAgain = reasons.includes('login_prompt') || reasons.includes('max_age');
	const shownAt = Math.floor(actor.freshAt.getTime() / 1000);
	if (isAgain && shownAt < interaction.iat) return { app, step: 'again' };
	const wanted = wantedAcrs(claimsParameter(interaction));
	if (wanted.length === 0 || findMet(acrOf(actor), wanted)) return undefined;
	return { app, step: 'raise', needed: lowestWanted(actor.kind, wanted) ?? null };
}

function claimsParameter({ params }: Interaction) {
	const claims: Parameters<typeof wantedAcrs>[0] =
		typeof params['claims'] === 'string' ? JSON.parse(params['claims']) : {};
	const values = typeof params['acr_values'] === 'string' ? params['acr_values'].split(' ') : undefined;
	return values ? { ...claims, id_token: { ...claims.id_token, acr: { values } } } : claims;
}

function loginOf(actor: Officer | Resident) {
	const ts = Math.floor(actor.freshAt.getTime() / 1000);
	return { accountId: subjectOf(actor), acr: acrOf(actor), amr: amrOf(actor), ts };
}

function consentStep(app: KnownApp, interaction: Interaction): Step {
	return { app, step: 'consent', ...askedBy(interaction), before: interaction.grantId !== undefined };
}

/** What the app wants to know, of what it may: the provider refused the rest before. */
function askedBy(interaction: Interaction): { scopes: string[]; claims: string[] } {
	const scopes = String(interaction.params['scope'] ?? '')
		.split(' ')
		.filter(Boolean);
	const parameter = claimsParameter(interaction);
	const names = Object.keys({ ...parameter.userinfo, ...parameter.id_token });
	return { scopes, claims: names.filter((name) => singleClaims.includes(name)) };
}

async function finish(interaction: Interaction, result: InteractionResults): Promise<string> {
	interaction.result = 'error' in result ? result : { ...interaction.lastSubmission, ...result };
	await interaction.persist();
	return interaction.returnTo;
}
