import { checkLicence, listKbli } from '#business';
import { titleOf } from '#lib/business-view.ts';
import { Refusal } from '#platform/refusal';
import { findRegion } from '#regions';
import type { PageServerLoad } from './$types';

/** The number is in the address, so that the answer can be sent on. */
export const load: PageServerLoad = async ({ url, locals, getClientAddress }) => {
	const asked = url.searchParams.get('nomor');
	const nothing = { wrong: null, answer: null, documents: null };
	if (asked === null) return { ...nothing, asked: '' };
	try {
		const answer = await checkLicence(asked, originOf(locals, getClientAddress));
		if (answer.kind === 'document') {
			const documents = answer.documents.map(
				({ number, title, officeName, holder, status, issuedAt, validTo }) => ({
					...{ number, title: title[locals.lang], officeName, holder, status, issuedAt, validTo },
					href: `/verifikasi/${number.split('/').map(encodeURIComponent).join('/')}`,
				}),
			);
			return { ...nothing, asked, documents };
		}
		return { ...nothing, asked, answer: { nib: answer.nib, found: await shown(answer.found, locals) } };
	} catch (error) {
		if (!(error instanceof Refusal) || error.kind !== 'invalid') throw error;
		return { ...nothing, asked, wrong: locals.t(error.messageKey) };
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
