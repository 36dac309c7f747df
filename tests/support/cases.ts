import { type NewCase, openCase, type Receipt } from '#casework';
import type { Actor, Officer, Role } from '#identity';
import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { listOffices } from '#regions';

export type Desk = { pemda: string; officeId: string; officeName: string };

export const asahan = '12.09';
export const medan = '12.71';
export { province } from '#regions';

/** The office of a government with this function: `public-works`, `health`, `desk`, `leader`, `secretariat` … */
export async function deskOf(pemda: string, officeFunction: string): Promise<Desk> {
	const [office] = await listOffices(pemda, { function: officeFunction });
	if (!office) throw new Error(`No office of ${pemda} for ${officeFunction}`);
	return { pemda, officeId: office.id, officeName: office.name };
}

/** Somebody signed in with one post at a desk; an overseer oversees everything, unless told one government. */
export function officerAt(desk: Desk, role: Role = 'officer', name = 'Sri Rejeki', oversees = '*'): Officer {
	const kept = role === 'overseer' ? { oversees } : {};
	const post = { ...desk, postId: newId(), postTitle: role, role, acting: null, lentBy: null, ...kept };
	const person = {
		accountId: newId(),
		sessionId: newId(),
		lang: 'id',
		isOperator: false,
		mustChangePassword: false,
		mustEnrol: false,
	} as const;
	return {
		kind: 'officer',
		...person,
		factors: ['password', 'totp'],
		freshAt: now(),
		actsFor: null,
		name,
		origin: '203.0.113.0/24',
		holdings: [post],
	};
}

export type OpenedReport = Receipt & {
	ref: { pemda: string; caseId: string };
	holder: Desk;
	/** The person of the case, as known by the code of the receipt. */
	person: Extract<Actor, { kind: 'person' }>;
};

/** A broken bridge in Kisaran, with the public works of Asahan, unless told otherwise. */
export async function openReport(changes: Partial<NewCase> = {}): Promise<OpenedReport> {
	const holder = changes.holder ?? (await deskOf(asahan, 'public-works'));
	const receipt = await openCase({
		pemda: asahan,
		class: 'complaint',
		title: 'Jembatan rusak di Kisaran',
		body: 'Papan jembatan patah, motor sering jatuh.',
		subject: 'road.bridge',
		region: '12.09.19',
		lat: 2.984,
		lon: 99.616,
		place: '',
		privacy: 'named',
		channel: 'web',
		lang: 'id',
		details: {},
		contact: { name: 'Budi', email: 'budi@contoh.example', phone: '' },
		key: newId(),
		attachments: [],
		actor: 'anonymous',
		origin: '198.51.100.0/24',
		...changes,
		holder,
	});
	const ref = { pemda: receipt.pemda, caseId: receipt.caseId };
	return {
		...receipt,
		ref,
		holder,
		person: { kind: 'person', caseId: receipt.caseId, origin: '198.51.100.0/24' },
	};
}

export type Line = {
	kind: string;
	visibility: string;
	body: string;
	detail: Record<string, unknown>;
	officeId: string | null;
};

/** What stands in the file of a case, whoever may see it; of one kind, or all. */
export async function linesOf(caseId: string, kind?: string): Promise<Line[]> {
	const { rows } = await migratorDb.query<Line>({
		text: `select kind, visibility, body, detail, office_id as "officeId" from casework.entry
			where case_id = $1 and ($2::text is null or kind = $2) order by at, id`,
		values: [caseId, kind ?? null],
	});
	return rows;
}

export type Clock = {
	code: string;
	startedAt: Date;
	dueAt: Date;
	metAt: Date | null;
	firedAt: Date | null;
	cancelledAt: Date | null;
	pausedSince: Date | null;
	calendar: string;
	legalBasis: string;
};

/** Every clock a case ever had, in the order they started. */
export async function clocksOf(caseId: string): Promise<Clock[]> {
	const { rows } = await migratorDb.query<Clock>({
		text: `select code, started_at as "startedAt", due_at as "dueAt", met_at as "metAt", fired_at as "firedAt",
				cancelled_at as "cancelledAt", paused_since as "pausedSince", calendar, legal_basis as "legalBasis"
			from casework.deadline where case_id = $1 order by started_at, id`,
		values: [caseId],
	});
	return rows;
}

/** The newest clock of this code. */
export async function clockOf(caseId: string, code: string): Promise<Clock | undefined> {
	return (await clocksOf(caseId)).filter((clock) => clock.code === code).at(-1);
}
