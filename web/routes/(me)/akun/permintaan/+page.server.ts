import { redirect } from '@sveltejs/kit';
import { formatNumber } from '#casework';
import { act, textOf } from '#lib/act.ts';
import { residentOf } from '#lib/resident.ts';
import { newId } from '#platform/ids';
import { dataRequests, fileDataRequest } from '#reports';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	residentOf(locals);
	return {
		key: newId(),
		kinds: dataRequests.map((value) => ({
			value,
			label: locals.t(`people.request.${value}`),
			hint: locals.t(`people.request.${value}.hint`),
		})),
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const { lang, t } = event.locals;
			const kind = textOf(form, 'kind');
			const title = dataRequests.some((one) => one === kind) ? t(`people.request.${kind}`) : '';
			const request = { kind, title, lang, text: textOf(form, 'text'), key: textOf(form, 'key') };
			const { number } = await fileDataRequest(residentOf(event.locals), request);
			redirect(303, `/lacak/${formatNumber(number)}`);
		}),
};
