import { Refusal } from '#platform/refusal';

const longest = 4000;

/** Trimmed; refuses what is missing where it is needed, too long or not text, at the field `reason`. */
export function readReason(given: string | undefined, needed: boolean): string {
	const text = tidy(given);
	const problem = problemIn(text, needed);
	if (!problem) return text;
	throw new Refusal('invalid', `applications/${problem}`, {
		fields: { reason: `refusal.applications.${problem}` },
	});
}

export function tidy(given: string | undefined): string {
	return (given ?? '').replace(/\r\n?/g, '\n').trim();
}

export function problemIn(text: string, needed: boolean): string | undefined {
	if (needed && text.length < 3) return 'reason-missing';
	if (text.length > longest) return 'reason-long';
	return text.isWellFormed() && !/(?![\n\t])\p{Cc}/u.test(text) ? undefined : 'text-unreadable';
}
