import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { NewAttachment } from '#casework';
import { config } from '#platform/config';
import { takeFile } from '#platform/media';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import type { Pemda } from '#regions';
import { mostFiles } from '#reports';
import { getJurisdiction } from './jurisdiction.ts';
import { getApiKey } from './keys.ts';
import { addTo, type Form, joined, one, printable, readForm, textOfBody } from './read-form.ts';
import type { ApiKey } from './store.ts';

export type Post = { form: Form; files: NewAttachment[]; jurisdiction: Pemda; key: ApiKey };

const perKey = { count: 120, perSeconds: 60 };
const mostFieldBytes = 64 * 1024;

/**
 * The body of a POST, as a form or in parts with files, from an application whose key is good and not used up. In
 * parts `api_key` and `jurisdiction_id` come before the files (or in the address): no byte of a file is taken from strangers.
 */
export async function receivePost(request: FastifyRequest, inAddress: Form): Promise<Post> {
	if (request.isMultipart()) return receiveParts(request, inAddress);
	if (!(request.body instanceof Uint8Array)) throw new Refusal('invalid', 'open311/wrong-content-type');
	const form = joined(inAddress, readForm(textOfBody(request.body)));
	return { form, files: [], ...(await authorise(form)) };
}

async function authorise(form: Form): Promise<{ jurisdiction: Pemda; key: ApiKey }> {
	const jurisdiction = await getJurisdiction(form);
	const key = await getApiKey(one(form, 'api_key'), jurisdiction);
	await spend(`open311 ${key.id}`, perKey);
	return { jurisdiction, key };
}

async function receiveParts(request: FastifyRequest, inAddress: Form): Promise<Post> {
	const form = joined(inAddress, new Map());
	const files: NewAttachment[] = [];
	let known: { jurisdiction: Pemda; key: ApiKey } | undefined;
	const limits = {
		...{ files: mostFiles, fields: 200, parts: 205, fieldNameSize: 200 },
		...{ fieldSize: mostFieldBytes, fileSize: config.uploadMaxBytes },
	};
	for await (const part of partsOf(request, limits)) {
		if (part.type === 'field') {
			if (part.valueTruncated || part.fieldnameTruncated) throw new Refusal('too-large', 'open311/too-large');
			addTo(form, part.fieldname, String(part.value));
			continue;
		}
		known ??= await authorise(form);
		if (!/^media(\[\d{0,2}\])?$/.test(part.fieldname)) {
			throw new Refusal('invalid', 'open311/unknown-file', { params: { name: printable(part.fieldname) } });
		}
		const bytes = await part.toBuffer().catch(unreadable);
		if (bytes.byteLength > 0) files.push(await take(bytes));
	}
	known ??= await authorise(form);
	return { form, files, ...known };
}

async function* partsOf(request: FastifyRequest, limits: object): AsyncGenerator<Multipart> {
	try {
		yield* request.parts({ limits });
	} catch (error) {
		unreadable(error);
	}
}

/** Whatever the reader of parts stumbles over is in what was sent, or the sender hung up; its limits say so themselves. */
function unreadable(error: unknown): never {
	const { code } = Object(error);
	if (typeof code === 'string' && code.startsWith('FST_')) throw error;
	throw new Refusal('invalid', 'open311/unreadable-parts');
}

/** Where and when a photo was taken is left out: nobody here could ask the person whether it may be kept. */
async function take(bytes: Buffer): Promise<NewAttachment> {
	const { takenAt: _when, lat: _lat, lon: _lon, ...file } = await takeFile(bytes);
	return file;
}
