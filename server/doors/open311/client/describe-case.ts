import { type CaseFile, formatNumber } from '#casework';
import { translate } from '#platform/i18n';
import { findSubject, type Open311Endpoint } from '#regions';
import { longestText, maskPersonalData } from '#reports';
import { addressOf } from '../find-place.ts';
import { photoLink } from '../photo-link.ts';
import type { SentCase } from './store.ts';

/** How the other side knows this sending: our number, and for a case that came back, the how-manieth time. */
export function referenceOf({ number, round }: Pick<SentCase, 'number' | 'round'>): string {
	const shown = formatNumber(number);
	return round === 0 ? shown : `${shown}/${round}`;
}

/** Whether a text names this sending and not another round of the same case. */
export function namesReference(text: string | null | undefined, reference: string): boolean {
	const at = text?.indexOf(reference) ?? -1;
	return at >= 0 && !/^\/\d|^[\w-]/.test(text?.slice(at + reference.length) ?? '');
}

/** What the subject is called there: its own code's, its family's, or the one for everything. */
export function serviceFor({ services }: Open311Endpoint, subject: string): string | undefined {
	const known = [subject, `${subject.split('.')[0]}.*`, '*'].find((key) => Object.hasOwn(services, key));
	return known === undefined ? undefined : services[known];
}

/**
 * A case as a request to the server of the office that holds it. How to reach the person is left out: they are answered
 * here. As such servers show what they are sent to everybody, what looks like personal data is taken out of the text.
 */
export async function describeCase(
	file: CaseFile,
	sent: SentCase,
	service: string,
	before: SentCase | undefined,
): Promise<Record<string, string>> {
	const address = [file.place, await addressOf(file.region)].filter(Boolean).join(', ');
	const photo = file.attachments.find(({ kind, purpose }) => kind === 'photo' && purpose !== 'evidence');
	return {
		service_code: service,
		account_id: referenceOf(sent),
		description: await textFor(file, sent, before),
		address_string: maskPersonalData(address).text,
		...(file.lat === null || file.lon === null ? {} : { lat: String(file.lat), long: String(file.lon) }),
		...(photo ? { media_url: photoLink(photo.sha256) } : {}),
	};
}

async function textFor(file: CaseFile, sent: SentCase, before: SentCase | undefined): Promise<string> {
	const { lang } = file;
	const again = before ? translate(lang, 'open311.again', { id: before.remoteId ?? '' }) : '';
	const body = file.body.startsWith(file.title.replace(/ …$/, ''))
		? file.body
		: `${file.title}\n${file.body}`;
	const lines = [again, body, ...(await answersOf(file))].filter(Boolean).join('\n\n');
	const end = `\n\n${translate(lang, 'open311.reference', { reference: referenceOf(sent) })}`;
	return cut(maskPersonalData(lines).text, longestText - end.length) + end;
}

/** What the person answered to the subject's own questions, in words. */
async function answersOf({ subject, details, lang }: CaseFile): Promise<string[]> {
	const questions = (await findSubject(subject))?.attributes ?? [];
	const attributes = Object(details['attributes']);
	return questions.flatMap(({ code, question, values }) => {
		const given = [attributes[code]].flat().filter((one) => typeof one === 'string' && one !== '');
		if (given.length === 0) return [];
		const words = given.map((one) => values?.find(({ key }) => key === one)?.name[lang] ?? one);
		return [`${question[lang]} ${words.join(', ')}`];
	});
}

function cut(text: string, most: number): string {
	if (text.length <= most) return text;
	return `${text
		.slice(0, most - 2)
		.toWellFormed()
		.replace(/\uFFFD$/, '')} …`;
}
