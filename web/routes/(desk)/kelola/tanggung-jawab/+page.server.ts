import { redirect } from '@sveltejs/kit';
import { managedBy, requireFresh } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { editorOf } from '#lib/editor.ts';
import { officerOf } from '#lib/officer.ts';
import { tryRules } from '#lib/try-rules.ts';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { endResponsibility, listPemda, listRules, listSubjects } from '#regions';
import type { Actions, PageServerLoad } from './$types';

const kept = ['pemda', 'kelompok', 'kantor', 'q', 'lama'] as const;
const done = ['dibuat', 'diakhiri'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	if (managedBy(officer).length === 0) throw new Refusal('forbidden', 'identity/not-yours');
	const { lang } = locals;
	const editor = editorOf(officer);
	const asked = (name: string) => (url.searchParams.get(name) ?? '').trim().slice(0, 80);
	const governments = await listPemda();
	const own = editor.administers[0] ?? governments[0]?.code ?? '';
	const pemda = governments.find(({ code }) => code === asked('pemda'))?.code ?? own;
	const groups = await listSubjects();
	const group = groups.find(({ code }) => code === asked('kelompok'))?.code ?? '';
	const filter = { pemda, group, office: asked('kantor'), q: asked('q'), past: asked('lama') === 'on' };
	const after = asked('setelah');
	const { rows, next, count, offices } = await listRules(editor, filter, { after, limit: 40 });
	const address = (more: Record<string, string>) => {
		const words = kept.map((name) => [name, asked(name)]).filter(([, value]) => value);
		return `/kelola/tanggung-jawab?${new URLSearchParams([...words, ...Object.entries(more)])}`;
	};
	return {
		...filter,
		name: governments.find(({ code }) => code === pemda)?.name ?? '',
		active: ['kelompok', 'kantor', 'q', 'lama'].filter((name) => asked(name)).length,
		governments: governments.map((one) => ({ value: one.code, label: one.name })),
		groups: groups.map((one) => ({ value: one.code, label: one.name[lang] })),
		offices: offices.map((one) => ({ value: one.id, label: one.name })),
		rows: rows.map(({ subjects, assetName, groups: _, ...row }) => ({
			...row,
			about: subjects.map((name) => name[lang]).join(', '),
			asset: assetName?.[lang] ?? '',
		})),
		count,
		next: next && address({ setelah: next }),
		first: after ? address({}) : undefined,
		mayAdd: editor.administers.length > 0,
		trial: await tryRules(asked('topik'), asked('tempat'), lang),
		subjects: groups.flatMap((one) =>
			one.subjects.map(({ code, name }) => ({ value: code, label: name[lang], group: one.name[lang] })),
		),
		today: dayOf(now()),
		done: done.find((what) => url.searchParams.has(what)),
	};
};

export const actions: Actions = {
	end: (event) =>
		act(event, async (form) => {
			const officer = officerOf(event.locals);
			await requireFresh(officer);
			await endResponsibility(editorOf(officer), {
				ruleId: textOf(form, 'rule'),
				lastDay: textOf(form, 'lastDay'),
				note: textOf(form, 'note'),
			});
			redirect(303, `/kelola/tanggung-jawab?pemda=${event.url.searchParams.get('pemda') ?? ''}&diakhiri`);
		}),
};
