import { Refusal } from '#platform/refusal';

const longest = 4000;

/** Trimmed; refuses what is missing where it is needed, too long or not text, at the field `reason`. */
export function readReason(given: string | undefined, needed: boolean): string {
	const text = (given ?? '').replace(/\r\n?/g, '\n').trim();
	if (needed && text.length < 3) throw wrong('reason-missing');
	if (text.length > longest) throw wrong('reason-long');
	if (!text.isWellFormed() || /(?![\n\t])\p{Cc}/u.test(text)) throw wrong('text-unreadable');
	return text;
}

function wrong(code: string): Refusal {
	return new Refusal('invalid', `applications/${code}`, {
		fields: { reason: `refusal.applications.${code}` },
	});
}
