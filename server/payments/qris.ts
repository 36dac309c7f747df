/**
 * QRIS, Indonesia's payment code: fields of EMVCo's merchant-presented mode, two digits of tag, two of length, the value,
 * some of them nested, and a CRC-16/CCITT-FALSE over all of it at the end.
 */
export type Field = { tag: string; value: string };

const mostLetters = 99;
const printable = /^[\x20-\x7e]*$/;

/** The fields of one level, in their order; undefined where a length does not fit. */
export function readFields(text: string): Field[] | undefined {
	const fields: Field[] = [];
	for (let at = 0; at < text.length; ) {
		const [, tag, length] = /^(\d\d)(\d\d)/.exec(text.slice(at, at + 4)) ?? [];
		if (tag === undefined || length === undefined) return undefined;
		const value = text.slice(at + 4, at + 4 + Number(length));
		if (value.length !== Number(length)) return undefined;
		fields.push({ tag, value });
		at += 4 + value.length;
	}
	return fields;
}

/** The other way round. Throws for what no field can hold. */
export function writeFields(fields: readonly Field[]): string {
	return fields
		.map(({ tag, value }) => {
			if (!/^\d\d$/.test(tag) || value.length > mostLetters || !printable.test(value))
				throw new Error(`Field ${tag} cannot be written`);
			return `${tag}${String(value.length).padStart(2, '0')}${value}`;
		})
		.join('');
}

/** CRC-16/CCITT-FALSE (polynomial 0x1021, begun with 0xFFFF), as four hexadecimal digits. */
export function crcOf(text: string): string {
	let crc = 0xffff;
	for (const byte of Buffer.from(text, 'latin1')) {
		crc ^= byte << 8;
		for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
	}
	return crc.toString(16).toUpperCase().padStart(4, '0');
}

const tags = {
	...{ format: '00', method: '01', category: '52', currency: '53', amount: '54', country: '58' },
	...{ name: '59', city: '60', postcode: '61', more: '62', crc: '63' },
	/** The national number of the merchant, in its template. */
	...{ national: '51', nationalId: '02' },
	/** In what is more: the number of the bill and our reference. */
	...{ bill: '01', reference: '05' },
};
const rupiah = '360';

export type Qris = {
	isDynamic: boolean;
	/** Whole rupiah; null where whoever pays types it. */
	amount: number | null;
	/** NMID: the merchant's number in the national register. */
	nmid: string | null;
	merchant: string;
	city: string;
	reference: string | null;
};

/** What a payment code says; undefined unless it is whole: its check sum, its nesting, rupiah, Indonesia. */
export function readQris(text: string): Qris | undefined {
	const end = text.length - 4;
	if (!printable.test(text) || crcOf(text.slice(0, end)) !== text.slice(end).toUpperCase()) return undefined;
	const fields = readFields(text);
	if (!fields || fields.at(-1)?.tag !== tags.crc || fields[0]?.tag !== tags.format) return undefined;
	if (new Set(fields.map(({ tag }) => tag)).size !== fields.length) return undefined;
	const of = (tag: string) => fields.find((field) => field.tag === tag)?.value;
	const nested = (tag: string) => readFields(of(tag) ?? '');
	const [national, more] = [nested(tags.national), nested(tags.more)];
	const amount = of(tags.amount);
	const isOurs = of(tags.format) === '01' && of(tags.currency) === rupiah && of(tags.country) === 'ID';
	const isMerchant = fields.some(
		({ tag, value }) => Number(tag) >= 26 && Number(tag) <= 51 && readFields(value),
	);
	if (!isOurs || !isMerchant || !national || !more || !of(tags.name) || !of(tags.city)) return undefined;
	if (amount !== undefined && !/^[1-9]\d{0,12}(\.00?)?$/.test(amount)) return undefined;
	return {
		isDynamic: of(tags.method) === '12',
		amount: amount === undefined ? null : Number(amount),
		nmid: national.find(({ tag }) => tag === tags.nationalId)?.value ?? null,
		merchant: of(tags.name) ?? '',
		city: of(tags.city) ?? '',
		reference: more.find(({ tag }) => tag === tags.reference)?.value ?? null,
	};
}

/** A merchant's static code made into one for this amount and reference alone. Throws where the static one is not whole. */
export function makeDynamic(
	fixed: string,
	{ amount, reference }: { amount: number; reference: string },
): string {
	if (!readQris(fixed)) throw new Error('The static QRIS of the configuration is not valid');
	const replaced = [tags.method, tags.amount, tags.more, tags.crc];
	const fields = readFields(fixed) ?? [];
	const more = readFields(fields.find(({ tag }) => tag === tags.more)?.value ?? '') ?? [];
	const kept = more.filter(({ tag }) => tag !== tags.bill && tag !== tags.reference);
	const bill = [
		{ tag: tags.bill, value: reference },
		{ tag: tags.reference, value: reference },
	];
	const all = [
		...fields.filter(({ tag }) => !replaced.includes(tag)),
		{ tag: tags.method, value: '12' },
		{ tag: tags.amount, value: String(amount) },
		{ tag: tags.more, value: writeFields(byTag([...kept, ...bill])) },
	];
	const body = `${writeFields(byTag(all))}${tags.crc}04`;
	return body + crcOf(body);
}

const byTag = (fields: Field[]) => fields.toSorted((a, b) => Number(a.tag) - Number(b.tag));
