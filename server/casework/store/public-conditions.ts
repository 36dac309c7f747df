import type { PublicFilter } from '../list-public-cases.ts';

/** Names the combination, so that each has its own prepared statement. */
export function shapeOf({ region, holder, ...rest }: PublicFilter): string {
	const parts = Object.entries(rest)
		.filter(([, value]) => value !== undefined)
		.map(([key, value]) =>
			Array.isArray(value) && key !== 'bbox' && value.length === 1 ? `${key}-one` : key,
		);
	if (region) parts.push(region.length > 5 ? 'region-part' : region.length < 5 ? 'region-all' : 'region');
	if (holder) parts.push(holder.officeId ? 'office' : 'holder');
	return parts.join(' ');
}

export function conditions(
	filter: PublicFilter,
	query: string | undefined,
	put: (value: unknown) => string,
): string[] {
	const where = ['p.listed'];
	const oneOf = (column: string, list: string[]) =>
		list.length === 1 ? `p.${column} = ${put(list[0])}` : `p.${column} = any(${put(list)})`;
	if (filter.region) where.push(inRegion(filter.region, put));
	if (filter.subjects) where.push(oneOf('subject', filter.subjects));
	if (filter.statuses) where.push(oneOf('status', filter.statuses));
	if (filter.numbers) where.push(oneOf('number', filter.numbers));
	if (filter.class) where.push(`p.class = ${put(filter.class)}`);
	if (filter.holder) where.push(`p.holder_pemda = ${put(filter.holder.pemda)}`);
	if (filter.holder?.officeId) where.push(`p.holder_office_id = ${put(filter.holder.officeId)}`);
	if (filter.filedFrom) where.push(`p.filed_at >= ${put(filter.filedFrom)}`);
	if (filter.filedBefore) where.push(`p.filed_at < ${put(filter.filedBefore)}`);
	if (filter.changedFrom) where.push(`p.changed_at >= ${put(filter.changedFrom)}`);
	if (filter.changedBefore) where.push(`p.changed_at < ${put(filter.changedBefore)}`);
	if (filter.lateAt)
		where.push(`p.status <> 'closed' and p.answered_at is null and p.due_at < ${put(filter.lateAt)}`);
	if (filter.disputed) where.push('p.disputes > 0');
	if (filter.reopened) where.push('p.reopenings > 0');
	if (filter.answered) where.push('p.answered_at is not null');
	if (filter.inTime) where.push('p.answered_at <= p.due_at');
	if (filter.bbox) where.push(inBox(filter.bbox, put));
	if (query) where.push(`p.words @@ to_tsquery('pg_catalog.indonesian', ${put(query)})`);
	return where;
}

function inRegion(region: string, put: (value: unknown) => string): string {
	if (region.length < 5) return `p.region_pemda like ${put(`${region}%`)}`;
	if (region.length === 5) return `p.region_pemda = ${put(region)}`;
	return `p.region like ${put(`${region}%`)}`;
}

function inBox(
	[west, south, east, north]: [number, number, number, number],
	put: (value: unknown) => string,
): string {
	return `p.lat is not null and point(p.lon, p.lat) <@ box(point(${put(west)}, ${put(south)}), point(${put(east)}, ${put(north)}))`;
}
