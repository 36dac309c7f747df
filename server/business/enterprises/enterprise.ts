/** A business as the register of NIB gives it out: what anybody may know of it, and no more. */
export type Enterprise = {
	nib: string;
	name: string;
	form: (typeof forms)[number];
	scale: (typeof scales)[number];
	region: string;
	kbli: string[];
	status: (typeof statuses)[number];
	/** Days: 'YYYY-MM-DD'. `asOf` is the day the register said so. */
	issuedOn: string;
	asOf: string;
};

export const forms = ['person', 'company', 'cooperative', 'other'] as const;
export const scales = ['micro', 'small', 'medium', 'large'] as const;
export const statuses = ['active', 'frozen', 'revoked'] as const;

/** Thirteen digits, also with blanks, dots or dashes between. It has no check digit: the form alone says little. */
export function parseNib(typed: string): string | undefined {
	const nib = typed.replaceAll(/[\s.-]/g, '');
	return /^\d{13}$/.test(nib) ? nib : undefined;
}
