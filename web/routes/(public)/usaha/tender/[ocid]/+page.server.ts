import { getTender } from '#business';
import { tenderLine } from '#lib/tender-view.ts';
import { listPemda } from '#regions';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals: { t } }) => {
	const row = await getTender(params.ocid);
	const names = new Map((await listPemda()).map(({ code, name }) => [code, name]));
	const { body, method, url, releasedAt } = row;
	return { ...tenderLine(row, names, t), body, method, url, releasedAt };
};
