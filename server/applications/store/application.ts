import type { Db, Tx } from '#platform/db';
import type { Application } from '../application.ts';
import { sealedJson, unsealNumbers } from './seal-numbers.ts';

const columns = `a.pemda, a.id, a.number, a.service_id as "serviceId", a.version_hash as "versionHash", a.state, a.turn,
	a.entered_at as "enteredAt", a.seq, a.home_office_id as "homeOfficeId", a.holder_pemda as "holderPemda",
	a.holder_office_id as "holderOfficeId", a.reader_pemda as "readerPemda", a.reader_offices as "readerOffices", a.channel,
	a.lang, a.region, a.applicant_kind as "applicantKind", a.applicant_id as "applicantId",
	a.applicant_name as "applicantName", a.acts_for as "actsFor", a.filed_by as "filedBy", a.filed_at as "filedAt",
	a.due_at as "dueAt", a.promised_at as "promisedAt", a.answers, a.files, a.findings, a.ticked, a.correction,
	a.moved_by as "movedBy", a.invoice_id as "invoiceId", a.settled_at as "settledAt", a.outcome, a.ended_at as "endedAt",
	a.keep_until::text as "keepUntil", a.emptied_at as "emptiedAt"`;

/**
 * An act may take an application out of its own actor's scope, and opens one nobody sees yet. Once the policy has said
 * yes, this one and its case stay in the transaction's sight until it ends.
 */
export async function keepInSight(tx: Tx, id: string): Promise<void> {
	await tx.query({
		name: 'applications.keep-in-sight',
		text: "select set_config('ssp.kept', $1::uuid::text, true)",
		values: [id],
	});
}

/** Locked until the transaction ends; undefined when there is none in the actor's scope. */
export async function lockApplication(tx: Tx, pemda: string, id: string): Promise<Application | undefined> {
	const { rows } = await tx.query<Application>({
		name: 'applications.lock',
		text: `select ${columns} from applications.application a where a.pemda = $1 and a.id = $2 for update`,
		values: [pemda, id],
	});
	return rows[0] && opened(rows[0]);
}

export async function selectApplication(tx: Tx, pemda: string, id: string): Promise<Application | undefined> {
	const { rows } = await tx.query<Application>({
		name: 'applications.one',
		text: `select ${columns} from applications.application a where a.pemda = $1 and a.id = $2`,
		values: [pemda, id],
	});
	return rows[0] && opened(rows[0]);
}

function opened(app: Application): Application {
	return { ...app, answers: unsealNumbers(app.answers), findings: unsealNumbers(app.findings) };
}

export async function selectIdByNumber(tx: Tx, pemda: string, number: string): Promise<string | undefined> {
	const { rows } = await tx.query<{ id: string }>({
		name: 'applications.by-number',
		text: 'select id from applications.application where pemda = $1 and number = $2',
		values: [pemda, number],
	});
	return rows[0]?.id;
}

/** Whether it is this owner's. The account of whoever asks was looked at before. */
export async function isOwn(on: Db, owner: string, pemda: string, id: string): Promise<boolean> {
	const { rowCount } = await on.query({
		name: 'applications.is-own',
		text: 'select from applications.own_applications($1) a where a.pemda = $2 and a.id = $3',
		values: [owner, pemda, id],
	});
	return rowCount === 1;
}

export async function insertApplication(tx: Tx, app: Application): Promise<void> {
	await tx.query({
		name: 'applications.open',
		text: `insert into applications.application (pemda, id, number, service_id, version_hash, state, turn, entered_at, seq,
				home_office_id, holder_pemda, holder_office_id, reader_pemda, reader_offices, channel, lang, region, applicant_kind,
				applicant_id, applicant_name, acts_for, filed_by, filed_at, due_at, promised_at, answers, files, moved_by)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
				$25, $26, $27, $28)`,
		values: [
			...[app.pemda, app.id, app.number, app.serviceId, app.versionHash, app.state, app.turn],
			...[app.enteredAt, app.seq],
			...[app.homeOfficeId, app.holderPemda, app.holderOfficeId, app.readerPemda, app.readerOffices],
			...[app.channel, app.lang, app.region, app.applicantKind, app.applicantId, app.applicantName],
			...[app.actsFor && JSON.stringify(app.actsFor), app.filedBy, app.filedAt, app.dueAt, app.promisedAt],
			...[sealedJson(app.answers), JSON.stringify(app.files), app.movedBy],
		],
	});
}

/** Keeps what the events add up to now. */
export async function updateApplication(tx: Tx, app: Application): Promise<void> {
	await tx.query({
		name: 'applications.keep',
		text: `update applications.application set state = $3, entered_at = $4, seq = $5, holder_pemda = $6,
				holder_office_id = $7, reader_pemda = $8, reader_offices = $9, due_at = $10, promised_at = $11, answers = $12,
				files = $13, findings = $14, ticked = $15, correction = $16, moved_by = $17, invoice_id = $18, settled_at = $19,
				outcome = $20, ended_at = $21, keep_until = $22, turn = $23
			where pemda = $1 and id = $2`,
		values: [
			...[app.pemda, app.id, app.state, app.enteredAt, app.seq, app.holderPemda, app.holderOfficeId],
			...[app.readerPemda, app.readerOffices, app.dueAt, app.promisedAt, sealedJson(app.answers)],
			...[JSON.stringify(app.files), sealedJson(app.findings), app.ticked],
			...[app.correction && JSON.stringify(app.correction), app.movedBy, app.invoiceId, app.settledAt],
			...[app.outcome, app.endedAt, app.keepUntil, app.turn],
		],
	});
}

/** Applications that wait for their money, in the order of their ids after one. Across governments: a job asks. */
export async function selectUnsettled(
	tx: Tx,
	after: string | undefined,
	limit: number,
): Promise<{ pemda: string; id: string; invoiceId: string }[]> {
	const { rows } = await tx.query<{ pemda: string; id: string; invoiceId: string }>({
		name: 'applications.unsettled',
		text: `select pemda, id, invoice_id as "invoiceId" from applications.application
			where invoice_id is not null and settled_at is null and ended_at is null and ($1::uuid is null or id > $1)
			order by id limit $2`,
		values: [after ?? null, limit],
	});
	return rows;
}

/**
 * From here on the platform itself carries out what a process does after somebody's step was allowed: documents of another
 * office's series, custody of another government. Until the transaction ends.
 */
export async function goOnAsSystem(tx: Tx): Promise<void> {
	await tx.query({
		name: 'applications.go-on-as-system',
		text: "select set_config('ssp.system', 'on', true)",
	});
}
