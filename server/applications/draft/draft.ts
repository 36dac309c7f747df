import type { Answers } from '#rules';

/** Whose application it is: a person, or a business. */
export type Party = { kind: 'person' | 'business'; id: string; name: string };

/** A file of a paper, as it lies in storage. */
export type DraftFile = {
	id: string;
	paper: string;
	/** What it was called where it came from. */
	name: string;
	sha256: string;
	thumbSha256?: string;
	originalSha256: string;
	contentType: string;
	sizeBytes: number;
	/** Locked or damaged inside: no scanner can look into it, an officer is told. */
	unscannable: boolean;
};

/** What government knows of the owner, by source and path: filled in, with the source beside it. */
export type Known = Partial<Record<'person' | 'business' | 'account', Partial<Record<string, string>>>>;

/** Something an officer named as wrong: a field or a paper, and why. */
export type CorrectionItem = { field?: string | undefined; paper?: string | undefined; reason: string };

/** A correction under way: of which application, what was named, and the state of it that the person saw. */
export type Corrects = {
	pemda: string;
	id: string;
	number: string;
	items: CorrectionItem[];
	seq: number;
};

export type Renews = { pemda: string; id: string; number: string };

/** What became of a draft. */
export type Sent = { pemda: string; id: string; number: string; at: string };

export type Draft = {
	id: string;
	owner: Party;
	/** The account that fills it in: the owner's own, one with a mandate, an officer at a counter. */
	fillerId: string;
	mandateId: string | null;
	channel: 'web' | 'counter';
	counter: { pemda: string; officeId: string; level: 'contact' | 'nik' | 'verified' } | null;
	serviceId: string;
	versionHash: string;
	region: string | null;
	/** By field; null where it was left empty on purpose. */
	answers: Answers;
	files: DraftFile[];
	known: Known;
	corrects: Corrects | null;
	renews: Renews | null;
	seq: number;
	sent: Sent | null;
	startedAt: Date;
	changedAt: Date;
	endsAt: Date;
};
