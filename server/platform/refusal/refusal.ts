/** What kind of "no" this is; each kind has one HTTP status, translated in one place for pages and one for doors. */
export type RefusalKind = keyof typeof statusOf;

const statusOf = {
	invalid: 400,
	unauthenticated: 401,
	forbidden: 403,
	'not-found': 404,
	conflict: 409,
	'too-large': 413,
	unsupported: 415,
	throttled: 429,
	unavailable: 503,
} as const;

type Details = {
	/** Field name → message key, so that a form can show each sentence beside its field. */
	fields?: Record<string, string>;
	/** Values for the placeholders of the messages. Never personal data. */
	params?: Record<string, string | number>;
};

/**
 * A request that cannot be granted as it stands, and the sentence to tell the person.
 * `code` is `room/what-is-wrong`; its text is the message `refusal.room.what-is-wrong` in both languages.
 */
export class Refusal extends Error {
	readonly kind: RefusalKind;
	readonly code: string;
	readonly fields: Record<string, string>;
	readonly params: Record<string, string | number>;

	constructor(kind: RefusalKind, code: string, details: Details = {}) {
		super(code);
		this.name = 'Refusal';
		this.kind = kind;
		this.code = code;
		this.fields = details.fields ?? {};
		this.params = details.params ?? {};
	}

	get status(): number {
		return statusOf[this.kind];
	}

	get messageKey(): string {
		return `refusal.${this.code.replace('/', '.')}`;
	}
}
