import { redirect } from '@sveltejs/kit';
import { hasDesk, isFresh, isLeader, managedBy, type Officer } from '#identity';
import { Refusal } from '#platform/refusal';

/** The officer who asks; refuses whoever is not signed in, which leads a page to `/masuk`. */
export function officerOf(locals: App.Locals): Officer {
	if (locals.actor.kind !== 'officer') throw new Refusal('unauthenticated', 'identity/sign-in-needed');
	return locals.actor;
}

/** The same, with a post that handles cases. */
export function deskOfficerOf(locals: App.Locals): Officer {
	const officer = officerOf(locals);
	if (!hasDesk(officer)) throw new Refusal('forbidden', 'identity/no-desk');
	return officer;
}

/** The same, or an overseer: for pages that read a case. */
export function readerOf(locals: App.Locals): Officer {
	const officer = officerOf(locals);
	if (!hasDesk(officer) && !isLeader(officer)) throw new Refusal('forbidden', 'identity/no-desk');
	return officer;
}

/** For pages that show or hand out what is dangerous in the wrong hands: leads to `/masuk/lagi` and back. */
export async function freshOfficerOf(locals: App.Locals, url: URL): Promise<Officer> {
	const officer = officerOf(locals);
	if (await isFresh(officer)) return officer;
	redirect(303, `/masuk/lagi?${new URLSearchParams({ kembali: url.pathname + url.search })}`);
}

/** Where the second factor is set up. */
export const enrolment = '/meja/akun/dua-langkah';

/** Where somebody's work begins. */
export function deskOf(officer: Officer): string {
	if (officer.mustChangePassword) return '/meja/akun';
	if (officer.mustEnrol) return enrolment;
	if (hasDesk(officer)) return '/meja';
	if (isLeader(officer)) return '/pimpinan';
	return managedBy(officer).length > 0 ? '/kelola/petugas' : '/meja/akun';
}
