import type { Value } from './rows.ts';

/** What an application leaves in each table, in the order of these columns. */
export const applicationColumns = {
	'casework.case': `pemda, id, number, class, title, body, subject, region, privacy, channel, details, access_hash, status,
		outcome, holder_pemda, holder_office_id, reader_pemda, reader_offices, filed_at, due_at, closed_at, changed_at,
		publication`,
	'casework.intake': 'key, pemda, case_id, at',
	'casework.own': 'pemda, case_id, owner_id, since',
	'casework.contact': 'pemda, case_id, name, email, phone',
	'casework.custody': `pemda, id, case_pemda, case_id, office_id, state, offered_at, offered_by, decided_at, decided_by,
		ended_at, due_at, status, confidential, unpublished`,
	'casework.entry': 'pemda, id, case_id, at, kind, visibility, actor, office_pemda, office_id, detail',
	'platform.audit': 'pemda, id, at, actor, act, subject, origin',
	'platform.event': 'pemda, at, type, payload',
	'applications.application': `pemda, id, number, service_id, version_hash, state, turn, entered_at, seq, home_office_id,
		holder_pemda, holder_office_id, reader_pemda, reader_offices, channel, lang, region, applicant_kind, applicant_id,
		applicant_name, filed_by, filed_at, due_at, promised_at, answers, outcome, ended_at`,
	'applications.event': `pemda, application_id, seq, at, kind, transition, from_state, to_state, actor, role, office_id,
		version_hash, key`,
	'applications.stay': `pemda, application_id, seq, service_id, state, kind, office_pemda, office_id, entered_at, due_at,
		left_at`,
	'applications.clock': `pemda, id, application_id, kind, state, working_days, calendar, started_at, due_at, paused_since,
		ended_at, fired_at`,
} as const;
export type ApplicationTable = keyof typeof applicationColumns;
export type ApplicationRows = Record<ApplicationTable, Value[][]>;

/** A document as a cell of COPY. */
export const json = (value: unknown) => JSON.stringify(value).replaceAll('\\', '\\\\');
