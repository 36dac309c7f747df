import { config } from '#platform/config';
import { sign } from '#platform/secret';

/** The secret of a link in a mail. It follows from what it is about, so each mail can carry it and none is stored. */
export function tokenFor(about: 'search' | 'reminder', id: string): string {
	return sign('business news', `${about}:${id}`).toString('base64url');
}

/** As it is kept. */
export function hashOfToken(token: string): Buffer {
	return sign('business link', token);
}

/** Where somebody says yes, or no more. */
export function newsLink(token: string): string {
	return `${config.publicOrigin}/usaha/kabar/${token}`;
}
