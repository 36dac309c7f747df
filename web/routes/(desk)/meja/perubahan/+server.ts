import { json } from '@sveltejs/kit';
import { countChanges } from '#casework';
import { atOffice } from '#lib/office-choice.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url, cookies }) => {
	const since = new Date(url.searchParams.get('sejak') ?? '');
	const officer = atOffice(deskOfficerOf(locals), cookies);
	return json({ changed: Number.isNaN(since.getTime()) ? 0 : await countChanges(officer, since) });
};
