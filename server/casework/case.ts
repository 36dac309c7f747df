/** What every kind of case shares. Dates are instants; ids are UUIDv7; codes are Kemendagri's dotted codes. */

export const statuses = [
	'new',
	'verified',
	'in-progress',
	'waiting',
	'answered',
	'disputed',
	'closed',
] as const;
export type Status = (typeof statuses)[number];

/** Not over: whatever is not closed, an answer that waits for the person included. */
export const openStatuses: readonly Status[] = statuses.filter((status) => status !== 'closed');
export const isOpen = (status: Status): boolean => status !== 'closed';

export const outcomes = ['confirmed', 'silent', 'merged', 'archived', 'withdrawn'] as const;
/** Reports end as the first; applications also as their process says. */
export type Outcome = (typeof outcomes)[number] | 'granted' | 'refused' | 'lapsed';

/** The classes of SP4N-LAPOR!: a complaint that needs an investigation ("berkadar pengawasan") has a longer clock. */
export const classes = ['complaint', 'complaint-investigation', 'aspiration', 'question'] as const;
/** With what residents ask about their own data (UU 27/2022): filed from the account, never public. */
export const allClasses = [...classes, 'data-request'] as const;
/** An application for a service has the clocks and steps of its own definition, none of casework's. */
export type Class = (typeof allClasses)[number] | 'application';

/** `confidential`: only the handling office sees it. `anonymous`: no contact was given. */
export const privacies = ['named', 'confidential', 'anonymous'] as const;
export type Privacy = (typeof privacies)[number];

export const channels = ['web', 'open311', 'counter', 'letter', 'sms', 'phone', 'email', 'social'] as const;
export type Channel = (typeof channels)[number];

/** From which status each act may lead where. What is not listed cannot happen. */
export const transitions = {
	verify: { from: ['new'], to: 'verified' },
	archive: { from: ['new', 'verified', 'in-progress'], to: 'closed' },
	start: { from: ['new', 'verified', 'disputed'], to: 'in-progress' },
	ask: { from: ['new', 'verified', 'in-progress', 'disputed'], to: 'waiting' },
	resume: { from: ['waiting'], to: 'in-progress' },
	answer: { from: ['new', 'verified', 'in-progress', 'waiting', 'disputed'], to: 'answered' },
	confirm: { from: ['answered'], to: 'closed' },
	dispute: { from: ['answered'], to: 'disputed' },
	lapse: { from: ['answered'], to: 'closed' },
	withdraw: { from: ['new', 'verified', 'in-progress', 'waiting', 'answered', 'disputed'], to: 'closed' },
	merge: { from: ['new', 'verified', 'in-progress', 'waiting', 'disputed'], to: 'closed' },
	reopen: { from: ['closed'], to: 'in-progress' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>;
export type Step = keyof typeof transitions;

export function isAllowed(step: Step, from: Status): boolean {
	return transitions[step].from.some((status) => status === from);
}

export type NewAttachment = {
	kind: 'photo' | 'video' | 'document';
	sha256: string;
	thumbSha256?: string;
	originalSha256: string;
	contentType: string;
	sizeBytes: number;
	width?: number;
	height?: number;
	takenAt?: Date;
	lat?: number;
	lon?: number;
	/** 64 characters 0 or 1. */
	phash?: string;
	phashBands?: number[];
};

export type NewCase = {
	pemda: string;
	class: Class;
	title: string;
	body: string;
	subject: string;
	region: string;
	lat: number | null;
	lon: number | null;
	place: string;
	privacy: Privacy;
	channel: Channel;
	lang: 'id' | 'en';
	details: object;
	holder: { pemda: string; officeId: string; officeName: string };
	contact: { name: string; email: string; phone: string };
	/** When it is promised, of an application: its definition's promise takes the place of the clocks here. */
	dueAt?: Date;
	/** The same key twice is the same case. */
	key: string;
	attachments: NewAttachment[];
	/** For the audit trail: `anonymous`, `account:<id>` …, and from where. */
	actor: string;
	origin: string;
	/** Whose case it is, where somebody signed in files it: a person's account or a business. */
	ownerId?: string | null;
	/** For the audit trail, where it is filed under a mandate: `person:<id>`, `business:<id>`. */
	onBehalfOf?: string | null;
};

/** What is needed to decide about a case: never its text, never its person. */
export type CaseState = {
	pemda: string;
	id: string;
	number: string;
	class: Class;
	subject: string;
	region: string;
	privacy: Privacy;
	status: Status;
	publication: 'pending' | 'published' | 'withheld' | 'never';
	holderPemda: string;
	holderOfficeId: string;
	readerOffices: string[];
	readerPemda: string[];
	filedAt: Date;
	dueAt: Date;
	escalation: number;
	disputes: number;
	reopenings: number;
	version: number;
};
