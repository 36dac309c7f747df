import { type NewCase, openCase, type Receipt } from '#casework';
import type { Actor, Officer, Role } from '#identity';
import { newId } from '#platform/ids';
import { listOffices } from '#regions';

export type Desk = { pemda: string; officeId: string; officeName: string };

export const asahan = '12.09';
export const medan = '12.71';
export const province = '12';

/** The office of a government with this function: `public-works`, `health`, `desk`, `leader`, `secretariat` … */
export async function deskOf(pemda: string, officeFunction: string): Promise<Desk> {
	const [office] = await listOffices(pemda, { function: officeFunction });
	if (!office) throw new Error(`No office of ${pemda} for ${officeFunction}`);
	return { pemda, officeId: office.id, officeName: office.name };
}

/** Somebody signed in with one post at a desk. */
export function officerAt(desk: Desk, role: Role = 'officer', name = 'Sri Rejeki'): Officer {
	const post = { ...desk, postId: newId(), postTitle: role, role, acting: null };
	const person = {
		accountId: newId(),
		sessionId: newId(),
		lang: 'id',
		isOperator: false,
		mustChangePassword: false,
	} as const;
	return { kind: 'officer', ...person, name, origin: '203.0.113.0/24', holdings: [post] };
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
