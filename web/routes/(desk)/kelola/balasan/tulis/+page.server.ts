import { redirect } from '@sveltejs/kit';
import { fillTemplate, listTemplateLines, saveTemplate, templatePlaces, templateScopes } from '#casework';
import type { Officer } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import { samplePlaces } from '#lib/reply-choices.ts';
import { Refusal } from '#platform/refusal';
import { getPemda, listSubjects } from '#regions';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = deskOfficerOf(locals);
	const { lang, t } = locals;
	const { writes } = templateScopes(officer);
	const pemda = writes.find((one) => one.pemda === url.searchParams.get('pemda'))?.pemda ?? writes[0]?.pemda;
	if (!pemda) throw new Refusal('forbidden', 'casework/not-your-templates');
	const known = await findLine(officer, pemda, url.searchParams.get('id'));
	const own = writes.filter((one) => one.pemda === pemda);
	const offices = own.map(({ officeId, officeName }) => ({
		value: officeId ?? '',
		label: officeId ? officeName : t('replies.all-offices'),
	}));
	const kept = known?.officeId && !own.some(({ officeId }) => officeId === known.officeId);
	return {
		pemda,
		name: (await getPemda(pemda)).name,
		id: known?.id ?? '',
		start: {
			title: known?.title ?? '',
			body: known?.body ?? '',
			subject: known?.subject ?? '',
			office: known ? (known.officeId ?? '') : (own[0]?.officeId ?? ''),
		},
		offices: kept ? [{ value: known.officeId ?? '', label: known.officeName }, ...offices] : offices,
		subjects: (await listSubjects()).flatMap((group) =>
			group.subjects.map(({ code, name }) => ({ value: code, label: name[lang], group: group.name[lang] })),
		),
		places: templatePlaces.map((place) => ({ place: `{${place}}`, says: t(`replies.place.${place}`) })),
	};
};

async function findLine(officer: Officer, pemda: string, id: string | null) {
	if (!id) return undefined;
	const line = (await listTemplateLines(officer, pemda)).find((one) => one.id === id);
	if (!line) throw new Refusal('not-found', 'casework/no-such-template');
	if (!line.mayEdit) throw new Refusal('forbidden', 'casework/not-your-templates');
	return line;
}

export const actions: Actions = {
	save: (event) =>
		act(event, async (form) => {
			const typed = {
				title: textOf(form, 'title'),
				body: textOf(form, 'body'),
				subject: textOf(form, 'subject'),
				office: textOf(form, 'office'),
			};
			if (textOf(form, 'do') === 'preview') {
				return { typed, preview: fillTemplate(typed.body, samplePlaces(event.locals.t)) };
			}
			const id = textOf(form, 'id');
			const pemda = textOf(form, 'pemda');
			await saveTemplate(deskOfficerOf(event.locals), {
				...(id ? { id } : {}),
				pemda,
				title: typed.title,
				body: typed.body,
				subject: typed.subject || null,
				officeId: typed.office || null,
			});
			redirect(303, `/kelola/balasan?pemda=${pemda}&disimpan`);
		}),
};
