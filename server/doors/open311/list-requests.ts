import {
	distanceBetween,
	findPublicCase,
	listPublicCases,
	listPublicLines,
	type PublicCase,
} from '#casework';
import { Refusal } from '#platform/refusal';
import type { Pemda } from '#regions';
import { province } from '#regions';
import { liesIn } from './jurisdiction.ts';
import type { Query } from './read-query.ts';
import { tellRequest } from './tell-request.ts';

type As = { lang: 'id' | 'en'; extensions: boolean };

/** Requests of a jurisdiction, the newest first, at most 1,000 at once. `changedAt` is of the newest change among them. */
export async function listRequests(query: Query, jurisdiction: Pemda, as: As) {
	const rows = await rowsOf(query, jurisdiction);
	const lines = await listPublicLines(rows.map((row) => row.caseId));
	const requests = await Promise.all(rows.map((row) => tellRequest(row, lines.get(row.caseId), as)));
	return { requests, changedAt: latest(rows) };
}

async function rowsOf({ filter, near, page, pageSize }: Query, jurisdiction: Pemda): Promise<PublicCase[]> {
	if (filter.numbers?.length === 0) return [];
	const inside = jurisdiction.code === province ? filter : { ...filter, region: jurisdiction.code };
	const skip = (page - 1) * pageSize;
	if (!near) return (await listPublicCases(inside, { skip, limit: pageSize })).rows;
	const { rows } = await listPublicCases(inside, { limit: 1000 });
	return rows
		.filter((row) => (distanceBetween(row, near) ?? Number.POSITIVE_INFINITY) <= near.radiusM)
		.slice(skip, skip + pageSize);
}

function latest(rows: PublicCase[]): Date | undefined {
	const times = rows.map((row) => row.changedAt.getTime());
	return times.length > 0 ? new Date(Math.max(...times)) : undefined;
}

/** Refuses `open311/no-such-request` (404): also one that is confidential, or lies in another jurisdiction. */
export async function getRequest(id: string, jurisdiction: Pemda, as: As) {
	const found = await findPublicCase(id);
	if (!found || !liesIn(found.region, jurisdiction))
		throw new Refusal('not-found', 'open311/no-such-request');
	return { request: await tellRequest(found, found, as), changedAt: found.changedAt };
}
