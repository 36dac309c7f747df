import type { Tx } from '#platform/db';

export type Inspection = {
	pemda: string;
	id: string;
	applicationId: string;
	state: string;
	at: Date;
	place: string;
	inspectorId: string | null;
	inspector: string;
	plannedAt: Date;
	doneAt: Date | null;
	doneKey: string | null;
	note: string;
	/** When and where it was taken down, as the device says; degrees of WGS 84. */
	capturedAt: Date | null;
	lat: number | null;
	lon: number | null;
	accuracyM: number | null;
	cancelledAt: Date | null;
};

const columns = `pemda, id, application_id as "applicationId", state, at, place, inspector_id as "inspectorId", inspector,
	planned_at as "plannedAt", done_at as "doneAt", done_key as "doneKey", note, captured_at as "capturedAt",
	captured_lat as lat, captured_lon as lon, captured_accuracy_m as "accuracyM", cancelled_at as "cancelledAt"`;

type NewInspection = Pick<
	Inspection,
	'pemda' | 'id' | 'applicationId' | 'state' | 'at' | 'place' | 'inspectorId' | 'inspector' | 'plannedAt'
> & { plannedBy: string };
type Done = { at: Date; by: string; key: string | null; note: string } & Pick<
	Inspection,
	'capturedAt' | 'lat' | 'lon' | 'accuracyM'
>;

/** False where it is there already: the id comes with the form. */
export async function insertInspection(tx: Tx, one: NewInspection): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'applications.plan-inspection',
		text: `insert into applications.inspection (pemda, id, application_id, state, at, place, inspector_id, inspector,
				planned_by, planned_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
		values: [
			...[one.pemda, one.id, one.applicationId, one.state, one.at, one.place, one.inspectorId],
			...[one.inspector, one.plannedBy, one.plannedAt],
		],
	});
	return rowCount === 1;
}

export async function selectInspections(tx: Tx, pemda: string, applicationId: string): Promise<Inspection[]> {
	const { rows } = await tx.query<Inspection>({
		name: 'applications.inspections',
		text: `select ${columns} from applications.inspection where pemda = $1 and application_id = $2 order by at, id`,
		values: [pemda, applicationId],
	});
	return rows;
}

const done = `done_at = $3, done_by = $4, note = $5, done_key = $6, captured_at = $7, captured_lat = $8, captured_lon = $9,
	captured_accuracy_m = $10`;

/** True for whoever ends it first. */
export async function endInspection(
	tx: Tx,
	{ pemda, id }: { pemda: string; id: string },
	end: Done | { cancelledAt: Date },
): Promise<boolean> {
	const isDone = 'by' in end;
	const { rowCount } = await tx.query({
		name: isDone ? 'applications.done-inspection' : 'applications.cancel-inspection',
		text: `update applications.inspection set ${isDone ? done : 'cancelled_at = $3'}
			where pemda = $1 and id = $2 and done_at is null and cancelled_at is null`,
		values: isDone
			? [
					...[pemda, id, end.at, end.by, end.note, end.key],
					...[end.capturedAt, end.lat, end.lon, end.accuracyM],
				]
			: [pemda, id, end.cancelledAt],
	});
	return rowCount === 1;
}
