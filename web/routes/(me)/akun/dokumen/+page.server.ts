import { listOwnDocuments } from '#documents';
import { verifyAddress } from '#lib/document-address.ts';
import { documentTone } from '#lib/document-view.ts';
import { residentOf } from '#lib/resident.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const documents = await listOwnDocuments(residentOf(locals));
	return {
		rows: documents.map((one) => ({
			...{ number: one.number, officeName: one.officeName, issuedAt: one.issuedAt, validTo: one.validTo },
			title: one.title[locals.lang],
			holder: one.holder.kind === 'business' ? one.holder.name : null,
			tone: documentTone[one.status],
			status: locals.t(`documents.status.${one.status}`),
			file: one.isReady ? `/dokumen/${one.pemda}/${one.id}.pdf` : null,
			why: one.change?.reason ?? null,
			address: verifyAddress(one.number),
		})),
	};
};
