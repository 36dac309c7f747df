/** What is given to somebody and can be checked by anybody. Texts are in both languages. */
export type Words = { id: string; en: string };

export const statuses = ['active', 'suspended', 'revoked', 'expired', 'superseded'] as const;
export type Status = (typeof statuses)[number];

/** What happens to a document. `signed`: its file has been made. */
export const acts = [
	'issued',
	'signed',
	'suspended',
	'restored',
	'revoked',
	'expired',
	'superseded',
] as const;
export type Act = (typeof acts)[number];

/** Which act is possible in which status, and what the status is then. A revoked document stays revoked. */
const transitions: Record<Exclude<Act, 'issued' | 'signed'>, { from: readonly Status[]; to: Status }> = {
	suspended: { from: ['active'], to: 'suspended' },
	restored: { from: ['suspended'], to: 'active' },
	revoked: { from: ['active', 'suspended'], to: 'revoked' },
	expired: { from: ['active', 'suspended'], to: 'expired' },
	superseded: { from: ['active', 'suspended', 'expired'], to: 'superseded' },
};
export type Change = keyof typeof transitions;

/** The status after a change; undefined where it is not possible. */
export function statusAfter(status: Status, change: Change): Status | undefined {
	const { from, to } = transitions[change];
	return from.includes(status) ? to : undefined;
}

/** What it is at a moment: past its last day a document has expired, whether or not the beat has come round. */
export function statusAt({ status, validTo }: { status: Status; validTo: Date | null }, at: Date): Status {
	const runs = status === 'active' || status === 'suspended';
	return runs && validTo !== null && validTo < at ? 'expired' : status;
}

export type Office = { id: string; name: string; function: string };
export type Holder = { kind: 'person' | 'business'; id: string; name: string };
export type Signer = { postTitle: string; name: string; accountId: string };
export type Line = { label: Words; value: string };

/** What an issuing act hands over. */
export type NewDocument = {
	pemda: string;
	/** Who issues: the owner of the series and of the certificate. */
	office: Office;
	/** What it is issued for, `application:12.09:<id>`. */
	subject: string;
	/** Which document of the subject; the same again gives the same document. Without: the series. */
	key?: string;
	/** Numbers of a series run without a gap, for each office and, where the pattern names a year, each year. */
	series: string;
	/** `503/{seq:4}/{office}/{roman}/{year}` */
	numberPattern: string;
	title: Words;
	body: Words;
	lines: Line[];
	holder: Holder;
	/** The last moment it holds; null holds for good. */
	validTo: Date | null;
	templateVersion: string;
	/** What was known and decided, from which it follows: kept, not printed. */
	snapshot: object;
	/** Null where the system issues (silence that grants). */
	signer: Signer | null;
};

export type IssuedDocument = Omit<NewDocument, 'key' | 'numberPattern' | 'snapshot'> & {
	id: string;
	number: string;
	code: string;
	holderMasked: string;
	issuedAt: Date;
	data: string;
	dataSha256: string;
	status: Status;
	events: number;
	head: Buffer;
	supersedes: string | null;
	supersededBy: string | null;
	fileSha256: string | null;
	signedWith: SignedWith | null;
	readyAt: Date | null;
};

/** Whose certificate signed the file. */
export type SignedWith = 'test-authority' | 'bsre';
