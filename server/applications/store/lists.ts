import { wholeGovernment } from '#casework';
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
	applicantKind: 'person' | 'business';
	applicantId: string;
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
	a.applicant_kind as "applicantKind", a.applicant_id as "applicantId", a.applicant_name as "applicantName",
	a.holder_pemda as "holderPemda", a.holder_office_id as "holderOfficeId", a.outcome,
	a.ended_at as "endedAt"`;

export type Desk = { offices: { pemda: string; officeId: string }[]; governments: string[] };
export type ListView = 'open' | 'late' | 'applicant' | 'ended' | 'opinions';
export type ListFilter = { view: ListView; serviceId?: string; state?: string; find?: Find };
/** What somebody is called, by words of letters and digits alone, or a number. */
export type Find = { words: string[]; numbered: { pemda: string; number: string } | undefined };
type ListPage = { after: { at: Date; id: string } | undefined; limit: number; at: Date };

/** Of more by one name than this, the next page is met sooner along the order of the list. */
const mostNamed = 500;

/**
 * Applications of a desk: open ones by when they are due, ended ones the newest first, or what the desk is asked its
 * opinion on. Each part of a desk walks its own index in that order; what is searched by a name that few have, or by
 * its number, is looked up first.
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
	const found = filter.find && filter.view !== 'opinions' ? await find(tx, desk, filter.find) : undefined;
	const where = conditions(filter, page.at, put);
	if (found) {
		const [pemdas, ids] = [found.map(({ pemda }) => pemda), found.map(({ id }) => id)];
		where.push(`(a.pemda, a.id) in (select * from unnest(${put(pemdas)}::text[], ${put(ids)}::uuid[]))`);
	}
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
	if (parts.length === 0 || found?.length === 0) return [];
	const { rows } = await tx.query<ApplicationRow>({
		text: `select * from (${parts.join(' union all ')}) t order by at${way}, coalesce("opinionId", id)${way} limit ${limit}`,
		values,
	});
	return rows;
}

/** By its number, else by the words of a name; undefined where too many are called so. */
async function find(
	tx: Tx,
	desk: Desk,
	{ numbered, words }: NonNullable<ListFilter['find']>,
): Promise<{ pemda: string; id: string }[] | undefined> {
	if (numbered) {
		const { rows } = await tx.query<{ pemda: string; id: string }>({
			name: 'applications.find-number',
			text: 'select pemda, id from applications.application where pemda = $1 and number = $2',
			values: [numbered.pemda, numbered.number],
		});
		if (rows.length > 0) return rows;
	}
	const { rows } = await tx.query<{ pemda: string; id: string }>({
		name: 'applications.find-named',
		text: 'select pemda, id from applications.find_named($1, $2, $3)',
		values: [
			desksOf(desk).map(({ pemda, officeId }) => (officeId === wholeGovernment ? pemda : officeId)),
			...[words, mostNamed + 1],
		],
	});
	return rows.length > mostNamed ? undefined : rows;
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
	{ view, serviceId, state, find }: ListFilter,
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
	if (find) {
		const words = `array(select '\\m' || platform.plain(word) from unnest(${put(find.words)}::text[]) word)`;
		const named = `platform.plain(a.applicant_name) ~ all (${words})`;
		where.push(find.numbered ? `(a.number = ${put(find.numbered.number)} or ${named})` : named);
	}
	return where;
}

/** Offices, and governments as a whole: no row lies on two. */
export function desksOf({ governments, offices }: Desk): { pemda: string; officeId: string }[] {
	const apart = offices.filter(({ pemda }) => !governments.includes(pemda));
	const single = new Map(apart.map((one) => [`${one.pemda}/${one.officeId}`, one]));
	return [...governments.map((pemda) => ({ pemda, officeId: wholeGovernment })), ...single.values()];
}

function partsOf(
	desk: Desk,
	column: { pemda: string; office: string },
	put: (value: unknown) => string,
): string[] {
	return desksOf(desk).map(({ pemda, officeId }) => {
		const held = `${column.pemda} = ${put(pemda)}`;
		return officeId === wholeGovernment ? held : `(${held} and ${column.office} = ${put(officeId)})`;
	});
}

export type Counts = { open: number; late: number; applicant: number; opinions: number };

export async function countDesk(tx: Tx, desk: Desk, at: Date): Promise<Counts> {
	const desks = desksOf(desk);
	const values: unknown[] = [desks.map(({ pemda }) => pemda), desks.map(({ officeId }) => officeId), at];
	const asked = partsOf(desk, { pemda: 'o.office_pemda', office: 'o.office_id' }, (value) => {
		return `$${values.push(value)}`;
	});
	if (desks.length === 0) return { open: 0, late: 0, applicant: 0, opinions: 0 };
	const { rows } = await tx.query<Counts>({
		text: `select coalesce(sum(open) filter (where turn in ('officer', 'system')), 0)::int as open,
				coalesce(sum(late) filter (where turn <> 'applicant'), 0)::int as late,
				coalesce(sum(open) filter (where turn = 'applicant'), 0)::int as applicant,
				(select count(*)::int from applications.opinion o where o.decided_at is null and o.ended_at is null
					and (${asked.join(' or ')})) as opinions
			from applications.count_waiting($1, $2, $3)`,
		values,
	});
	return rows[0] ?? { open: 0, late: 0, applicant: 0, opinions: 0 };
}
