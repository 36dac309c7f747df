/**
 * The cookie of a session. Over TLS its name makes the browser promise that this host set it, for all of it and over
 * TLS only; on plain http (a first look on one's own machine) no browser would take such a name.
 */
export function sessionCookie(isOverTls: boolean): string {
	return isOverTls ? '__Host-ssp' : 'ssp';
}
