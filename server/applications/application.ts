import type { Acting, Represented, Role } from '#identity';
import type { Answers } from '#rules';

/** What an application is made of. Dates are instants; ids are UUIDv7; amounts whole rupiah. */

export type OfficeRef = { pemda: string; officeId: string };
export type Applicant = { kind: 'person' | 'business'; id: string; name: string };
export type Outcome = 'granted' | 'refused' | 'withdrawn' | 'lapsed';

/** A file sent as one of the papers; the file itself is an attachment of the case. */
export type PaperFile = {
	paper: string;
	name: string;
	sha256: string;
	contentType: string;
	sizeBytes: number;
};

/** What the applicant is asked to put right: a field or a paper, and why. */
export type CorrectionItem = { field: string; reason: string } | { paper: string; reason: string };
export type Correction = { items: CorrectionItem[]; askedAt: string };

/** An application as it stands: the fold of its events. */
export type Application = {
	pemda: string;
	/** The id of its case too. */
	id: string;
	number: string;
	serviceId: string;
	versionHash: string;
	state: string;
	/** Whose turn it is in this state. */
	turn: 'applicant' | 'officer' | 'system' | 'end';
	enteredAt: Date;
	/** How many events so far: what an officer saw, and what their act must still find. */
	seq: number;
	homeOfficeId: string;
	holderPemda: string;
	holderOfficeId: string;
	readerPemda: string[];
	readerOffices: string[];
	channel: 'web' | 'counter';
	lang: 'id' | 'en';
	region: string;
	applicantKind: Applicant['kind'];
	applicantId: string;
	applicantName: string;
	actsFor: Represented | null;
	/** The label of whoever sent it. */
	filedBy: string;
	filedAt: Date;
	dueAt: Date | null;
	promisedAt: Date;
	answers: Answers;
	files: PaperFile[];
	findings: Answers;
	ticked: string[];
	correction: Correction | null;
	/** Labels of the people who moved it here. */
	movedBy: string[];
	invoiceId: string | null;
	settledAt: Date | null;
	outcome: Outcome | null;
	endedAt: Date | null;
	/** The last day on which answers and files are kept. */
	keepUntil: string | null;
	/** Since when answers and files are no longer there. */
	emptiedAt: Date | null;
};

/** The difference an event makes. What is not named stays. */
export type Change = {
	state?: string;
	holder?: OfficeRef;
	/** Fields that changed; null takes one away. */
	answers?: Answers;
	/** All files from now on. */
	files?: PaperFile[];
	findings?: Answers;
	ticked?: string[];
	correction?: Correction | null;
	movedBy?: string[];
	invoiceId?: string | null;
	/** An instant in ISO 8601. */
	settledAt?: string | null;
	outcome?: Outcome;
	/** What does not change the application, for whoever reads its history. */
	about?: Record<string, unknown>;
};

export type EventKind =
	| 'opened'
	| 'moved'
	| 'found'
	| 'asked-opinion'
	| 'opinion'
	| 'recused'
	| 'delegated'
	| 'invoiced'
	| 'settled'
	| 'refunded'
	| 'issued'
	| 'planned-visit'
	| 'cancelled-visit'
	| 'visited'
	| 'warned'
	| 'late'
	/** Answers and files were kept long enough. */
	| 'emptied'
	/** A law took it over to another version. */
	| 'forced-over';

/** Who did it, by which right. */
export type By = {
	actor: string;
	name: string;
	role: Role | 'applicant' | 'system' | 'opinion';
	officeId: string | null;
	/** In whose place: a lent desk, a mandate, an acting post. */
	actingFor: string | null;
	acting?: Acting | null;
	/** How sure it was who acted: an applicant's level, an officer's factors. */
	assurance: string | null;
};

export type ApplicationEvent = {
	seq: number;
	at: Date;
	kind: EventKind;
	transition: string | null;
	fromState: string | null;
	toState: string | null;
	actor: string;
	actorName: string;
	role: string;
	officeId: string | null;
	actingFor: string | null;
	assurance: string | null;
	reason: string;
	diff: Change;
	versionHash: string;
	key: string | null;
};

/** What other rooms know an application by, as `payments` and `documents` keep it. */
export function subjectOf({ pemda, id }: { pemda: string; id: string }): string {
	return `application:${pemda}:${id}`;
}

/** The application a subject names; undefined for anything else. */
export function readSubject(subject: string): { pemda: string; id: string } | undefined {
	const [, pemda, id] = /^application:([0-9.]{2,13}):([0-9a-f-]{36})$/.exec(subject) ?? [];
	return pemda && id ? { pemda, id } : undefined;
}
