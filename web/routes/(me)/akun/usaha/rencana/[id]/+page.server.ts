import { redirect } from '@sveltejs/kit';
import { getBundle, openPermit, type PermitStatus, tickPermit } from '#business';
import { formatNumber } from '#casework';
import { act, textOf } from '#lib/act.ts';
import { daysWord, titleOf } from '#lib/business-view.ts';
import { residentOf } from '#lib/resident.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const { lang, t } = locals;
	const { id, opening, answer, statuses, startedAt } = await getBundle(residentOf(locals), params.id);
	const shown = answer.permits.flatMap((permit) => {
		const status = statuses.get(permit.id);
		return status ? [{ permit, status }] : [];
	});
	return {
		...{ id, startedAt, region: opening.region },
		title: titleOf(opening.kbli, lang),
		done: shown.filter(({ status }) => isDone(status)).length,
		all: shown.length,
		waves: [...Map.groupBy(shown, ({ permit }) => permit.wave)].map(([wave, items]) => ({
			wave,
			items: items.map(({ permit, status }) => ({
				...{ permit: permit.id, title: permit.title[lang], about: permit.about[lang], url: permit.url },
				office: permit.office?.name[lang] ?? t('business.office.unknown'),
				days: daysWord(permit.workingDays, t),
				service: permit.service?.id ?? null,
				fee: permit.fee,
				status: statusOf(status, lang),
			})),
		})),
	};
};

function isDone(status: PermitStatus): boolean {
	return (
		(status.kind === 'elsewhere' && status.doneAt !== null) || (status.kind === 'sent' && status.granted)
	);
}

function statusOf(status: PermitStatus, lang: 'id' | 'en') {
	if (status.kind === 'sent') {
		const { state, number, ended, granted, promisedAt } = status;
		return { kind: status.kind, word: state[lang], number: formatNumber(number), ended, granted, promisedAt };
	}
	return status;
}

export const actions: Actions = {
	open: (event) =>
		act(event, async (form) => {
			const { serviceId, draftId } = await openPermit(residentOf(event.locals), {
				...{ bundleId: event.params.id, permit: textOf(form, 'permit') },
				instead: textOf(form, 'instead') || null,
			});
			redirect(303, `/layanan/${serviceId}/ajukan/${draftId}`);
		}),
	tick: (event) =>
		act(event, async (form) => {
			await tickPermit(residentOf(event.locals), {
				...{ bundleId: event.params.id, permit: textOf(form, 'permit') },
				done: textOf(form, 'done') === '1',
			});
			redirect(303, `/akun/usaha/rencana/${event.params.id}#${textOf(form, 'permit')}`);
		}),
};
