import type { FastifyError } from 'fastify';
import { hasMessage, translate } from '#platform/i18n';
import { Refusal } from '#platform/refusal';
import type { Value } from './write-answer.ts';

type Problem = { code: number; description: string };

/**
 * What was thrown as the specification has errors: always a list, 404 for what does not exist, 403 for a key, 400 for
 * anything else that cannot be done as it stands. Beyond it only 429, for whoever sends too much, and 503. Undefined:
 * a fault of ours.
 */
export function problemsOf(thrown: unknown, lang: 'id' | 'en'): Problem[] | undefined {
	if (!(thrown instanceof Refusal)) return ofHost(thrown, lang);
	const code = statusFor(thrown.status);
	const fields = Object.entries(thrown.fields);
	const say = (key: string) =>
		hasMessage(key) ? translate(lang, key, thrown.params) : translate(lang, 'open311.wrong');
	if (fields.length === 0) return [{ code, description: say(thrown.messageKey) }];
	return fields.map(([field, key]) => ({ code, description: `${nameHere[field] ?? field}: ${say(key)}` }));
}

export function asValue(problems: Problem[]): Value {
	return problems.map(({ code, description }) => ({ code, description }));
}

/** What the form of a report calls its answers, by the names they have here. */
const nameHere: Record<string, string> = {
	text: 'description',
	region: 'address_id',
	lon: 'long',
	place: 'address_string',
	subject: 'service_code',
	assetClass: 'attribute[asset_class]',
	attributes: 'attribute',
	name: 'first_name',
	files: 'media',
};

function statusFor(status: number): number {
	return [403, 404, 429, 503].includes(status) ? status : 400;
}

const hostCodes: Record<string, string> = {
	FST_ERR_CTP_BODY_TOO_LARGE: 'refusal.open311.too-large',
	FST_ERR_CTP_INVALID_MEDIA_TYPE: 'refusal.open311.wrong-content-type',
	FST_REQ_FILE_TOO_LARGE: 'refusal.open311.file-too-large',
	FST_FILES_LIMIT: 'refusal.open311.too-many-files',
	FST_PARTS_LIMIT: 'refusal.open311.too-many-parameters',
	FST_FIELDS_LIMIT: 'refusal.open311.too-many-parameters',
	FST_PROTO_VIOLATION: 'refusal.open311.unreadable-parts',
	FST_INVALID_MULTIPART_CONTENT_TYPE: 'refusal.open311.unreadable-parts',
};

function ofHost(thrown: unknown, lang: 'id' | 'en'): Problem[] | undefined {
	const { code = '', statusCode = 500 } = Object(thrown) as Partial<FastifyError>; // whatever was thrown, these are asked for
	const key = hostCodes[code] ?? (statusCode < 500 ? 'open311.wrong' : undefined);
	return key ? [{ code: 400, description: translate(lang, key) }] : undefined;
}
