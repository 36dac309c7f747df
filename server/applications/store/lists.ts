import type { Tx } from '#platform/db';

export type ApplicationRow = {
	pemda: string;
	id: string;
	number: string;
	serviceId: string;
	versionHash: string;
	state: string;
	enteredAt: Date;
	filedAt: Date;
	dueAt: Date | null;
	promisedAt: Date;
	applicantName: string;
	holderPemda: string;
	holderOfficeId: string;
	outcome: string | null;
	endedAt: Date | null;
	/** An opinion that is asked of the desk. */
	opinionId: string | null;
	/** What the row is ordered by. */
	at: Date;
};

const columns = `a.pemda, a.id, a.number, a.service_id as "serviceId", a.version_hash as "versionHash", a.state,
	a.entered_at as "enteredAt", a.filed_at as "filedAt", a.due_at as "dueAt", a.promised_at as "promisedAt",
	a.applicant_name as "applicantName", a.holder_pemda as "holderPemda", a.holder_office_id as "holderOfficeId", a.outcome,
	a.ended_at as "endedAt"`;

export type Desk = { offices: { pemda: string; officeId: string }[]; governments: string[] };
export type ListView = 'open' | 'late' | 'applicant' | 'ended' | 'opinions';
export type ListFilter = { view: ListView; serviceId?: string; state?: string; q?: string };
type ListPage = { after: { at: Date; id: string } | undefined; limit: number; at: Date };

/**
 * Applications of a desk: open ones by when they are due, ended ones the newest first, or what the desk is asked its
 * opinion on. Each part of a desk walks its own index in that order.
 */
export async function selectApplications(
	tx: Tx,
	desk: Desk,
	filter: ListFilter,
	page: ListPage,
): Promise<ApplicationRow[]> {
	const values: unknown[] = [];
	const put = (value: unknown) => `$${values.push(value)}`;
	const { from, by, way, office, opinion } = shapeOf(filter.view);
	const where = conditions(filter, page.at, put);
	if (page.after) {
		where.push(
			`(${by}, ${office.id}) ${way ? '<' : '>'} (${put(page.after.at)}, ${put(page.after.id)}::uuid)`,
		);
	}
	const limit = put(page.limit);
	const parts = partsOf(desk, office, put).map(
		(part) => `(select ${columns}, ${opinion} as "opinionId", ${by} as at ${from}
			where ${[part, ...where].join(' and ')} order by ${by}${way}, ${office.id}${way} limit ${limit})`,
	);
	if (parts.length === 0) return [];
	const { rows } = await tx.query<ApplicationRow>({
		text: `select * from (${parts.join(' union all ')}) t order by at${way}, coalesce("opinionId", id)${way} limit ${limit}`,
		values,
	});
	return rows;
}

function shapeOf(view: ListView) {
	const held = { pemda: 'a.holder_pemda', office: 'a.holder_office_id', id: 'a.id' };
	const plain = { from: 'from applications.application a', office: held, opinion: 'null::uuid' };
	if (view === 'ended') return { ...plain, by: 'a.ended_at', way: ' desc' };
	if (view !== 'opinions') return { ...plain, by: 'a.due_at', way: '' };
	return {
		from: `from applications.opinion o join applications.application a on a.pemda = o.pemda and a.id = o.application_id`,
		office: { pemda: 'o.office_pemda', office: 'o.office_id', id: 'o.id' },
		...{ opinion: 'o.id', by: 'o.due_at', way: '' },
	};
}

function conditions(
	{ view, serviceId, state, q }: ListFilter,
	at: Date,
	put: (value: unknown) => string,
): string[] {
	const where: string[] = [];
	if (view === 'opinions') where.push('o.decided_at is null and o.ended_at is null');
	else if (view === 'ended') where.push('a.ended_at is not null');
	else where.push('a.ended_at is null');
	if (view === 'open') where.push("a.turn in ('officer', 'system')");
	if (view === 'applicant') where.push("a.turn = 'applicant'");
	if (view === 'late') where.push(`a.turn <> 'applicant' and a.due_at < ${put(at)}`);
	if (serviceId) where.push(`a.service_id = ${put(serviceId)}`);
	if (state) where.push(`a.state = ${put(state)}`);
	if (q) {
		where.push(
			`(a.number = ${put(q.toUpperCase().replace(/[^0-9A-Z]/g, ''))} or a.applicant_name ilike ${put(`%${q.replace(/[\\%_]/g, '\\$&')}%`)})`,
		);
	}
	return where;
}

function partsOf(
	desk: Desk,
	{ pemda, office }: { pemda: string; office: string },
	put: (value: unknown) => string,
): string[] {
	const apart = desk.offices.filter((one) => !desk.governments.includes(one.pemda));
	const offices = [...new Map(apart.map((one) => [`${one.pemda}/${one.officeId}`, one])).values()];
	return [
		...desk.governments.map((one) => `${pemda} = ${put(one)}`),
		...offices.map((one) => `(${pemda} = ${put(one.pemda)} and ${office} = ${put(one.officeId)})`),
	];
}

export type Counts = { open: number; late: number; applicant: number; opinions: number };

export async function countDesk(tx: Tx, desk: Desk, at: Date): Promise<Counts> {
	const values: unknown[] = [at];
	const put = (value: unknown) => `$${values.push(value)}`;
	const held = partsOf(desk, { pemda: 'a.holder_pemda', office: 'a.holder_office_id' }, put);
	const asked = partsOf(desk, { pemda: 'o.office_pemda', office: 'o.office_id' }, put);
	if (held.length === 0) return { open: 0, late: 0, applicant: 0, opinions: 0 };
	const { rows } = await tx.query<Counts>({
		text: `select count(*) filter (where a.turn in ('officer', 'system'))::int as open,
				count(*) filter (where a.turn <> 'applicant' and a.due_at < $1)::int as late,
				count(*) filter (where a.turn = 'applicant')::int as applicant,
				(select count(*)::int from applications.opinion o where o.decided_at is null and o.ended_at is null
					and (${asked.join(' or ')})) as opinions
			from applications.application a where a.ended_at is null and (${held.join(' or ')})`,
		values,
	});
	return rows[0] ?? { open: 0, late: 0, applicant: 0, opinions: 0 };
}
