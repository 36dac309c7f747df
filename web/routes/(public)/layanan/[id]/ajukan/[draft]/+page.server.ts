import { redirect } from '@sveltejs/kit';
import { resumeDraft } from '#applications';
import { formatNumber } from '#casework';
import { levels } from '#identity';
import { nextPath } from '#lib/apply-view.ts';
import type { PageServerLoad } from './$types';

/** Where somebody comes back to: the first page that is not done. First they are led up, where they are not sure enough. */
export const load: PageServerLoad = async ({ params, locals, url }) => {
	const open = await resumeDraft(locals.actor, params.draft);
	const { draft, definition, form } = open;
	if (draft.sent) redirect(303, `/akun/permohonan/${formatNumber(draft.sent.number)}`);
	const { actor } = locals;
	const isLow =
		actor.kind === 'resident' && levels.indexOf(actor.level) < levels.indexOf(definition.minimumLevel);
	if (isLow) {
		const back = encodeURIComponent(url.pathname);
		redirect(303, `/akun/data?perlu=${definition.minimumLevel}&kembali=${back}`);
	}
	const [first] = form.steps;
	redirect(303, draft.corrects && first ? `${url.pathname}/periksa` : nextPath(open, undefined));
};
