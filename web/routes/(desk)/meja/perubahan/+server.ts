import { json } from '@sveltejs/kit';
import { countChanges } from '#casework';
import { deskOfficerOf } from '#lib/officer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
	const since = new Date(url.searchParams.get('sejak') ?? '');
	const officer = deskOfficerOf(locals);
	return json({ changed: Number.isNaN(since.getTime()) ? 0 : await countChanges(officer, since) });
};
