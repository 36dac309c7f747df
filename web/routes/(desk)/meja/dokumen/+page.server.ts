import { listOfficeDocuments, statuses } from '#documents';
import { documentTone } from '#lib/document-view.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import type { PageServerLoad } from './$types';

const here = '/meja/dokumen';

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = deskOfficerOf(locals);
	const asked = {
		words: (url.searchParams.get('cari') ?? '').trim().slice(0, 100),
		status: statuses.find((one) => one === url.searchParams.get('status')) ?? null,
		after: url.searchParams.get('sesudah'),
	};
	const { lines, next } = await listOfficeDocuments(officer, asked);
	const query = (more: Record<string, string>) =>
		`${here}?${new URLSearchParams({ ...(asked.words ? { cari: asked.words } : {}), ...(asked.status ? { status: asked.status } : {}), ...more })}`;
	return {
		...{ words: asked.words, status: asked.status ?? '' },
		rows: lines.map((one) => ({
			...{ number: one.number, holder: one.holder.name, officeName: one.officeName },
			...{ issuedAt: one.issuedAt, title: one.title[locals.lang], isReady: one.readyAt !== null },
			tone: documentTone[one.status],
			status: locals.t(`documents.status.${one.status}`),
			href: `${here}/${one.pemda}/${one.id}`,
		})),
		next: next ? query({ sesudah: next }) : null,
		first: asked.after ? query({}) : null,
	};
};
