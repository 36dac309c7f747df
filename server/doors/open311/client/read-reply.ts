import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';

/** One thing of a reply: its plain fields as text, null where one is empty. */
export type Row = Record<string, string | null>;

const item = /^(service|request|error)$/;
const parser = new XMLParser({
	ignoreAttributes: true,
	parseTagValue: false,
	htmlEntities: true,
	isArray: (name) => item.test(name),
});

/** Unusable: what came back is not what the protocol has. */
export class Malformed extends Error {}

/**
 * The list a reply holds: `<services>`, `<service_requests>` or `<errors>` of XML, the bare array of JSON. Ids and codes
 * stay text, whatever the other side made of them. Throws `Malformed`; a document type, which GeoReport has none of, is too.
 */
export function readReply(format: 'xml' | 'json', bytes: Buffer): Row[] {
	const text = bytes
		.toString('utf8')
		.replace(/^\uFEFF/, '')
		.trim();
	return format === 'json' ? readJson(text) : readXml(text);
}

function readXml(text: string): Row[] {
	if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Malformed('a document type');
	if (text === '' || XMLValidator.validate(text) !== true) throw new Malformed('no XML');
	const root: unknown = Object.entries(Object(parse(text))).find(([name]) => name !== '?xml')?.[1];
	if (root === '') return [];
	const list = Object.entries(Object(root)).find(([name]) => item.test(name))?.[1];
	if (list === undefined) throw new Malformed('no list of services, requests or errors');
	return rowsOf(list);
}

function parse(text: string): unknown {
	try {
		return parser.parse(text);
	} catch {
		throw new Malformed('no XML');
	}
}

function readJson(text: string): Row[] {
	try {
		return rowsOf(JSON.parse(text));
	} catch (error) {
		throw error instanceof Malformed ? error : new Malformed('no JSON');
	}
}

const list = z.array(z.record(z.string(), z.unknown()));

function rowsOf(value: unknown): Row[] {
	const read = list.safeParse(value);
	if (!read.success) throw new Malformed('no list');
	return read.data.map((one) =>
		Object.fromEntries(
			Object.entries(one).flatMap(([name, inner]) => (isPlain(inner) ? [[name, plain(inner)]] : [])),
		),
	);
}

type Plain = string | number | boolean | null;

function isPlain(value: unknown): value is Plain {
	return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Without what PostgreSQL cannot hold. */
function plain(value: Plain): string | null {
	const text = String(value ?? '')
		.replaceAll('\u0000', '')
		.toWellFormed()
		.trim();
	return text === '' ? null : text;
}
