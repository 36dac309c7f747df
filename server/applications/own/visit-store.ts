import type { Tx } from '#platform/db';

/** What is visited: a resource of a service at an office. */
export type VisitKey = { pemda: string; officeId: string; serviceId: string; resource: string };
export type Visit = { resource: string; startsAt: Date; endsAt: Date };

/** Seats taken, by the milliseconds of their time. */
export async function selectTaken(
	tx: Tx,
	key: VisitKey,
	after: Date,
	before: Date,
): Promise<Map<number, number>> {
	const { rows } = await tx.query<{ startsAt: Date; taken: number }>({
		name: 'applications.taken-seats',
		text: `select starts_at as "startsAt", taken from applications.taken_seats($1, $2, $3, $4, $5, $6)`,
		values: [key.pemda, key.officeId, key.serviceId, key.resource, after, before],
	});
	return new Map(rows.map(({ startsAt, taken }) => [startsAt.getTime(), taken]));
}

type NewVisit = {
	id: string;
	applicationId: string;
	startsAt: Date;
	endsAt: Date;
	seat: number;
	at: Date;
	by: string;
};

/** False where the seat is taken. Of two who reach for it at once one waits, and then looks for another. */
export async function insertVisit(tx: Tx, key: VisitKey, visit: NewVisit): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'applications.book-visit',
		text: `insert into applications.visit (pemda, id, application_id, office_id, service_id, resource, starts_at, ends_at,
				seat, booked_at, booked_by)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
			on conflict (pemda, office_id, service_id, resource, starts_at, seat) where cancelled_at is null do nothing`,
		values: [
			...[key.pemda, visit.id, visit.applicationId, key.officeId, key.serviceId, key.resource],
			...[visit.startsAt, visit.endsAt, visit.seat, visit.at, visit.by],
		],
	});
	return rowCount === 1;
}

export async function cancelVisitOf(
	tx: Tx,
	{
		pemda,
		applicationId,
		resource,
		at,
	}: { pemda: string; applicationId: string; resource: string; at: Date },
): Promise<void> {
	await tx.query({
		name: 'applications.cancel-visit',
		text: `update applications.visit set cancelled_at = $4
			where pemda = $1 and application_id = $2 and resource = $3 and cancelled_at is null`,
		values: [pemda, applicationId, resource, at],
	});
}

/** Booked visits of an application. */
export async function selectVisits(tx: Tx, { pemda, id }: { pemda: string; id: string }): Promise<Visit[]> {
	const { rows } = await tx.query<Visit>({
		name: 'applications.visits',
		text: `select resource, starts_at as "startsAt", ends_at as "endsAt" from applications.visit
			where pemda = $1 and application_id = $2 and cancelled_at is null order by starts_at`,
		values: [pemda, id],
	});
	return rows;
}
