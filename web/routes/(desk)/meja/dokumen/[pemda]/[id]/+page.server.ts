import { redirect } from '@sveltejs/kit';
import { getDocument, restoreDocument, revokeDocument, suspendDocument } from '#documents';
import { act, textOf } from '#lib/act.ts';
import { verifyAddress } from '#lib/document-address.ts';
import { documentTone } from '#lib/document-view.ts';
import { officerOf } from '#lib/officer.ts';
import type { Actions, PageServerLoad } from './$types';

const done = { ditangguhkan: 'suspended', dicabut: 'revoked', dipulihkan: 'restored' } as const;

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const one = await getDocument(officerOf(locals), params);
	const { t, lang } = locals;
	return {
		...{ number: one.number, code: one.code, officeName: one.officeName, holder: one.holder.name },
		...{ issuedAt: one.issuedAt, validTo: one.validTo, fileSha256: one.fileSha256, may: one.may },
		...{
			title: one.title[lang],
			tone: documentTone[one.status],
			status: t(`documents.status.${one.status}`),
		},
		lines: one.lines.map(({ label, value }) => ({ label: label[lang], value })),
		signed: t(one.signedWith ? `documents.signed.${one.signedWith}` : 'documents.signed.not-yet'),
		address: verifyAddress(one.number),
		file: one.isReady ? `/dokumen/${one.pemda}/${one.id}.pdf` : null,
		chain: one.chain.map((link) => ({
			title: t(`documents.act.${link.act}`),
			when: link.at,
			body: [
				[link.actorName, link.post === 'system' ? t('documents.by-system') : link.post]
					.filter(Boolean)
					.join(', '),
				link.basis,
				link.reason,
				link.nextNumber ? t('documents.next', { number: link.nextNumber }) : '',
			]
				.filter(Boolean)
				.join('\n'),
		})),
		done: Object.entries(done).find(([word]) => url.searchParams.has(word))?.[1],
	};
};

const change = (run: typeof suspendDocument, word: keyof typeof done): NonNullable<Actions[string]> => {
	return (event) =>
		act(event, async (form) => {
			const { pemda = '', id = '' } = event.params;
			const words = { reason: textOf(form, 'reason'), basis: textOf(form, 'basis') };
			await run(officerOf(event.locals), { pemda, id, ...words });
			redirect(303, `${event.url.pathname}?${word}`);
		});
};

export const actions: Actions = {
	suspend: change(suspendDocument, 'ditangguhkan'),
	revoke: change(revokeDocument, 'dicabut'),
	restore: change(restoreDocument, 'dipulihkan'),
};
