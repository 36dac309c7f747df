/** What an app is: where it runs decides what it can keep secret and which ways in it has. */
export const appKinds = ['web', 'native', 'device', 'service'] as const;
export type AppKind = (typeof appKinds)[number];

/** Whom an app may ask in. */
export const audiences = ['officer', 'resident'] as const;
export type Audience = (typeof audiences)[number];

/** What an app may ask to know; each is a sentence on the consent page, `sso.scope.<name>`. */
export const scopes = ['openid', 'profile', 'email', 'posts', 'offline_access'] as const;
export type Scope = (typeof scopes)[number];

export const signings = ['ES256', 'RS256'] as const;
export type Signing = (typeof signings)[number];

export type App = {
	pemda: string;
	id: string;
	/** How the app calls itself at the endpoints. */
	clientId: string;
	name: string;
	kind: AppKind;
	forWhom: Audience[];
	redirectUris: string[];
	postLogoutUris: string[];
	scopes: string[];
	contacts: string[];
	backchannelLogoutUri: string | null;
	frontchannelLogoutUri: string | null;
	signing: Signing;
	madeAt: Date;
	changedAt: Date;
	disabledAt: Date | null;
	/** Until when the secret before the present one still works; null when there is none. */
	oldSecretUntil: Date | null;
};

/** What an administrator writes about an app; of the kind nothing changes later. */
export type AppFields = {
	name: string;
	forWhom: string[];
	redirectUris: string[];
	postLogoutUris: string[];
	scopes: string[];
	contacts: string[];
	backchannelLogoutUri: string;
	frontchannelLogoutUri: string;
	signing: string;
};

/** Which kinds can keep a secret. */
export function hasSecret(kind: AppKind): boolean {
	return kind === 'web' || kind === 'service';
}

/** Which kinds send a person here and get them back at an address. */
export function hasRedirects(kind: AppKind): boolean {
	return kind === 'web' || kind === 'native';
}

export function isKind(text: string): text is AppKind {
	return appKinds.some((kind) => kind === text);
}
