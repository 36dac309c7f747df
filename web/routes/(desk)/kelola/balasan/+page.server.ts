import { redirect } from '@sveltejs/kit';
import { listTemplateLines, removeTemplate, restoreTemplate, templateScopes } from '#casework';
import { act, textOf } from '#lib/act.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import { Refusal } from '#platform/refusal';
import { findSubject, getPemda } from '#regions';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = deskOfficerOf(locals);
	const scopes = templateScopes(officer);
	const pemda = scopes.pemda.find((code) => code === url.searchParams.get('pemda')) ?? scopes.pemda[0];
	if (!pemda) throw new Refusal('forbidden', 'casework/not-your-templates');
	const q = (url.searchParams.get('q') ?? '').trim().slice(0, 80);
	const lines = await Promise.all(
		(await listTemplateLines(officer, pemda)).map(async ({ subject, ...line }) => ({
			...line,
			subject: subject ? ((await findSubject(subject))?.name[locals.lang] ?? subject) : '',
		})),
	);
	const governments = await Promise.all(scopes.pemda.map((code) => getPemda(code)));
	return {
		pemda,
		q,
		name: governments.find(({ code }) => code === pemda)?.name ?? '',
		governments: governments.map((one) => ({ value: one.code, label: one.name })),
		mayAdd: scopes.writes.some((one) => one.pemda === pemda),
		rows: lines.filter((line) =>
			hasWords(`${line.title} ${line.body} ${line.officeName} ${line.subject}`, q),
		),
		saved: url.searchParams.has('disimpan'),
		restored: url.searchParams.has('dikembalikan'),
		removed: url.searchParams.get('dihapus'),
	};
};

function hasWords(text: string, q: string): boolean {
	return q
		.toLowerCase()
		.split(/\s+/)
		.every((word) => text.toLowerCase().includes(word));
}

export const actions: Actions = {
	remove: (event) =>
		act(event, async (form) => {
			const ref = { pemda: textOf(form, 'pemda'), id: textOf(form, 'id') };
			await removeTemplate(deskOfficerOf(event.locals), ref);
			redirect(303, `/kelola/balasan?pemda=${ref.pemda}&dihapus=${ref.id}`);
		}),
	restore: (event) =>
		act(event, async (form) => {
			const ref = { pemda: textOf(form, 'pemda'), id: textOf(form, 'id') };
			await restoreTemplate(deskOfficerOf(event.locals), ref);
			redirect(303, `/kelola/balasan?pemda=${ref.pemda}&dikembalikan`);
		}),
};
