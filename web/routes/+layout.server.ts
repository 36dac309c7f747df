import { deskOf } from '#lib/officer.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => {
	const { actor, lang, theme } = locals;
	const actsFor = actor.kind === 'anonymous' ? null : (actor.actsFor?.name ?? null);
	/** Where one stops acting for another. */
	const mandates = actor.kind === 'officer' ? '/meja/loket' : '/akun/kuasa';
	return {
		lang,
		theme,
		signedIn: actor.kind === 'anonymous' ? null : actor.kind,
		desk: actor.kind === 'officer' ? deskOf(actor) : null,
		acting: actsFor === null ? null : { name: actsFor, mandates },
	};
};
