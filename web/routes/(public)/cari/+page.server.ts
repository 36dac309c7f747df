import { redirect } from '@sveltejs/kit';
import { parseNumber } from '#casework';
import type { PageServerLoad } from './$types';

const looksLikeNumber = /^[\s-]*[0-9A-Za-z]{4}[\s.-]*[0-9A-Za-z]{4}[\s.-]*[0-9A-Za-z]{4}[\s-]*$/;

/** Leads on: a number to its case, what was meant as one to where it can be mended, words to the public reports. */
export const load: PageServerLoad = ({ url }) => {
	const asked = (url.searchParams.get('q') ?? '').trim().slice(0, 200);
	const number = parseNumber(asked);
	if (number) redirect(303, `/lacak/${number}`);
	if (looksLikeNumber.test(asked) && /\d/.test(asked))
		redirect(303, `/lacak?nomor=${encodeURIComponent(asked)}`);
	if (asked) redirect(303, `/laporan?q=${encodeURIComponent(asked)}`);
};
