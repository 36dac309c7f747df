import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { acrValues, findMet } from '../assurance.ts';
import { accountOf } from '../subject.ts';

const { Check, base } = interactionPolicy;

/** When a person is asked something on the way: to sign in, to be surer who they are, to agree. */
export function interactionSteps(): interactionPolicy.DefaultPolicy {
	const policy = base();
	const login = policy.get('login');
	if (!login) throw new Error('The provider has no login prompt');
	// Ours know that who is surer than asked is sure enough.
	login.checks.remove('essential_acr');
	login.checks.remove('essential_acrs');
	login.checks.add(
		new Check('assurance', 'the sign-in is not as sure as the app asks', 'login_required', isTooLow),
	);
	login.checks.add(new Check('audience', 'the app is for other accounts', 'login_required', isElsewhere));
	return policy;
}

/** The values the app asks for, by `acr_values` or the `claims` parameter. */
export function wantedAcrs(claims: KoaContextWithOIDC['oidc']['claims']): string[] {
	const acr = claims.id_token?.['acr'];
	if (!acr) return [];
	return [...(Array.isArray(acr.values) ? acr.values : []), ...(acr.value ? [acr.value] : [])];
}

/** What is met is what the app is told, even when the person is surer: an essential value must be one it asked for. */
function isTooLow({ oidc }: KoaContextWithOIDC): boolean {
	const wanted = wantedAcrs(oidc.claims);
	if (wanted.length === 0 || !oidc.session?.accountId) return false;
	if (!wanted.some((value) => acrValues.includes(value))) {
		if (!oidc.claims.id_token?.['acr']?.essential) return false;
		throw new errors.UnmetAuthenticationRequirements('none of the acr values is known here');
	}
	const met = findMet(oidc.session.acr ?? '', wanted);
	if (met) oidc.session.acr = met;
	return met === undefined;
}

function isElsewhere({ oidc }: KoaContextWithOIDC): boolean {
	if (!oidc.session?.accountId) return false;
	const forWhom = oidc.client?.['for_whom'];
	return !Array.isArray(forWhom) || !forWhom.includes(accountOf(oidc.session.accountId).kind);
}
