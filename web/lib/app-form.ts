import type { AppFields } from '#sso';
import { textOf } from './act.ts';

/** What a page about an app was sent, as the room takes it: addresses stand one on a line. */
export function readAppForm(form: FormData): AppFields {
	const lines = (name: string) => textOf(form, name).split(/\r?\n/);
	const chosen = (name: string) => form.getAll(name).filter((value) => typeof value === 'string');
	return {
		name: textOf(form, 'name'),
		forWhom: chosen('forWhom'),
		redirectUris: lines('redirectUris'),
		postLogoutUris: lines('postLogoutUris'),
		scopes: chosen('scopes'),
		contacts: lines('contacts'),
		backchannelLogoutUri: textOf(form, 'backchannelLogoutUri'),
		frontchannelLogoutUri: textOf(form, 'frontchannelLogoutUri'),
		signing: textOf(form, 'signing'),
	};
}
