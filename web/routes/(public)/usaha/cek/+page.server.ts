import { redirect } from '@sveltejs/kit';
import { checkLicence, listKbli } from '#business';
import { titleOf } from '#lib/business-view.ts';
import { Refusal } from '#platform/refusal';
import { findRegion } from '#regions';
import type { PageServerLoad } from './$types';

/** The number is in the address, so that the answer can be sent on; the number of a document leads to where it is verified. */
export const load: PageServerLoad = async ({ url, locals, getClientAddress }) => {
	const asked = url.searchParams.get('nomor');
	if (asked === null) return { asked: '', wrong: null, answer: null };
	try {
		const answer = await checkLicence(asked, originOf(locals, getClientAddress));
		if (answer.kind === 'document') redirect(303, `/verifikasi/${encodeURIComponent(answer.number)}`);
		return { asked, wrong: null, answer: { nib: answer.nib, found: await shown(answer.found, locals) } };
	} catch (error) {
		if (!(error instanceof Refusal) || error.kind !== 'invalid') throw error;
		return { asked, wrong: locals.t(error.messageKey), answer: null };
	}
};

type Found = Extract<Awaited<ReturnType<typeof checkLicence>>, { kind: 'business' }>['found'];

async function shown(found: Found, { lang, t }: App.Locals) {
	if (!found) return null;
	const [region, classes] = [await findRegion(found.region), await listKbli(found.kbli)];
	const names = new Map(classes.map((one) => [one.code, titleOf(one, lang)]));
	return {
		name: found.name,
		status: found.status,
		form: t(`business.form.${found.form}`),
		scale: t(`business.size.${found.scale}`),
		region: region?.officialName ?? found.region,
		issuedOn: found.issuedOn,
		asOf: found.asOf,
		kbli: found.kbli.map((code) => ({ code, title: names.get(code) ?? '', known: names.has(code) })),
	};
}

function originOf({ actor }: App.Locals, address: () => string): string {
	return 'origin' in actor ? actor.origin : address();
}
