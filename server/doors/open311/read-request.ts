import type { Class, NewAttachment, Privacy } from '#casework';
import { translate } from '#platform/i18n';
import { Refusal } from '#platform/refusal';
import type { Pemda, Subject } from '#regions';
import { longestText } from '#reports';
import { placeOfAddress, placeOfId, placeOfPoint } from './find-place.ts';
import { readAttributes } from './read-attributes.ts';
import { type Form, one } from './read-form.ts';
import { readDecimal } from './read-query.ts';
import { getService } from './services.ts';

type Lang = 'id' | 'en';

/** A report as the form of reports wants it, made of a GeoReport request. */
export type Asked = {
	class: Class;
	subject: string;
	assetClass: string | null;
	attributes: Record<string, string | string[]>;
	title: string;
	text: string;
	region: string;
	lat: number | null;
	lon: number | null;
	place: string;
	privacy: Privacy;
	name: string;
	email: string;
	phone: string;
};
export type Sent = {
	report: Asked;
	accountId: string | null;
	deviceId: string | null;
	files: NewAttachment[];
};

const leastText = 10;
const longestUrl = 500;

/**
 * What was posted, read by the service's definition. Refuses a missing (400) and an unknown (404) `service_code`, a
 * place that is none, and with the name of each parameter what is wrong with it. What the form of reports itself
 * checks (address, e-mail, telephone) it refuses by itself.
 */
export async function readRequest(form: Form, jurisdiction: Pemda, lang: Lang): Promise<Omit<Sent, 'files'>> {
	const code = one(form, 'service_code');
	if (!code) throw new Refusal('invalid', 'open311/service-missing');
	const subject = await getService(code);
	const wrong = new Map<string, string>();
	const where = await readPlace(form, jurisdiction, wrong);
	const answers = readAttributes(form, subject, wrong);
	const url = readMediaUrl(form, wrong);
	const words = readWords(form, subject, lang, wrong);
	const who = readPerson(form);
	if (wrong.size > 0)
		throw new Refusal('invalid', 'open311/wrong-request', { fields: Object.fromEntries(wrong) });
	const attributes = url ? { ...answers.attributes, media_url: url } : answers.attributes;
	return {
		report: {
			...{ class: subject.defaultClass, subject: subject.code, assetClass: answers.assetClass, attributes },
			...{ title: words.title, text: withLink(words.text, url, lang) },
			...where,
			...who,
			privacy: answers.privacy ?? (who.name || who.email || who.phone ? 'named' : 'anonymous'),
		},
		accountId: one(form, 'account_id') ?? null,
		deviceId: one(form, 'device_id') ?? null,
	};
}

type Where = Pick<Asked, 'region' | 'lat' | 'lon' | 'place'>;

async function readPlace(form: Form, jurisdiction: Pemda, wrong: Map<string, string>): Promise<Where> {
	const point = readPoint(form, wrong);
	const [id, address] = [one(form, 'address_id'), one(form, 'address_string') ?? ''];
	const where = {
		region: jurisdiction.code,
		lat: point?.lat ?? null,
		lon: point?.lon ?? null,
		place: address,
	};
	if (id) {
		const region = await placeOfId(id, jurisdiction);
		if (region) return { ...where, region };
		wrong.set('address_id', 'refusal.open311.no-such-place');
		return where;
	}
	if (point) {
		const region = await placeOfPoint(point, jurisdiction);
		if (region !== 'outside') return { ...where, region };
		wrong.set('lat', 'refusal.open311.outside');
		return where;
	}
	if (address) return { ...where, region: await placeOfAddress(address, jurisdiction) };
	if (!wrong.has('lat') && !wrong.has('long')) wrong.set('lat', 'refusal.open311.place-missing');
	return where;
}

function readPoint(form: Form, wrong: Map<string, string>): { lat: number; lon: number } | undefined {
	const read = (name: string, most: number) => {
		const text = one(form, name);
		const value = text === undefined ? undefined : readDecimal(text);
		if (text !== undefined && (value === undefined || Math.abs(value) > most))
			wrong.set(name, 'refusal.open311.not-a-number');
		return value;
	};
	const [lat, lon] = [read('lat', 90), read('long', 180)];
	if (wrong.has('lat') || wrong.has('long')) return undefined;
	if (lat !== undefined && lon !== undefined) return { lat, lon };
	if (lat !== undefined) wrong.set('long', 'refusal.open311.half-a-point');
	if (lon !== undefined) wrong.set('lat', 'refusal.open311.half-a-point');
	return undefined;
}

/** A reference only: what stands there is not fetched. */
function readMediaUrl(form: Form, wrong: Map<string, string>): string | undefined {
	const text = one(form, 'media_url');
	if (!text) return undefined;
	const isWeb = /^https?:\/\//i.test(text) && text.length <= longestUrl && URL.canParse(text);
	if (!isWeb) wrong.set('media_url', 'refusal.open311.not-a-url');
	return isWeb ? text : undefined;
}

/** The description may be left out: then the service's own words say what it is about. */
function readWords(
	form: Form,
	{ name, description }: Subject,
	lang: Lang,
	wrong: Map<string, string>,
): { title: string; text: string } {
	const said = one(form, 'description');
	if (said && said.length > longestText) wrong.set('description', 'refusal.open311.description-too-long');
	if (!said) return { title: name[lang], text: `${name[lang]}: ${description[lang]}` };
	return { title: '', text: said.length < leastText ? `${name[lang]}: ${said}` : said };
}

function withLink(text: string, url: string | undefined, lang: Lang): string {
	if (!url) return text;
	const longer = `${text}\n\n${translate(lang, 'open311.photo-of-sender', { url })}`;
	return longer.length <= longestText ? longer : text;
}

function readPerson(form: Form): Pick<Asked, 'name' | 'email' | 'phone'> {
	const name = [one(form, 'first_name'), one(form, 'last_name')].filter(Boolean).join(' ');
	return { name, email: one(form, 'email') ?? '', phone: one(form, 'phone') ?? '' };
}
