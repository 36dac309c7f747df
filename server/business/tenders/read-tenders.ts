import { z } from 'zod';
import { Refusal } from '#platform/refusal';
import {
	dayIn,
	type Good,
	oneOf,
	openCsv,
	readRows,
	textIn,
	type Wrong,
	WrongRow,
} from '../import-report.ts';
import { categories, kinds, type Tender, tenderStatuses } from './tender.ts';

export type ReadTenders = { good: Good<Tender>[]; wrong: Wrong[] };
const ocidForm = /^[A-Za-z0-9][A-Za-z0-9._-]{2,99}$/;
const columns = ['ocid', 'kind', 'title', 'buyer', 'status', 'published_on'];
const mostMoney = Number.MAX_SAFE_INTEGER;

/**
 * Notices from a CSV with the columns of `docs/business-imports.md`, or from OCDS 1.1: a release package, a record
 * package, a list of releases, or one release on each line. `pemda` is the government of rows that do not say theirs. Of
 * several releases of one OCID the newest counts. Refuses `business/wrong-columns` and `business/wrong-json`.
 */
export function readTenders(text: string, { pemda, at }: { pemda: string; at: Date }): ReadTenders {
	const start = text.replace(/^\uFEFF/, '').trimStart()[0];
	return start === '{' || start === '[' ? readOcds(text, pemda) : readCsvTenders(text, pemda, at);
}

function readCsvTenders(text: string, pemda: string, at: Date): ReadTenders {
	return readRows(
		openCsv(text, columns),
		({ ocid }) => ocid ?? '',
		(cells): Tender => ({
			ocid: ocidIn(cells['ocid']),
			pemda: pemdaIn(cells['pemda'] || pemda),
			kind: oneOf(cells['kind'], kinds, 'kind'),
			title: textIn(cells['title'], 'title', 500, 3),
			body: textIn(cells['description'], 'description', 10_000, 0),
			buyer: textIn(cells['buyer'], 'buyer', 300, 2),
			method: textIn(cells['method'], 'method', 200, 0),
			category: cells['category'] ? oneOf(cells['category'], categories, 'category') : '',
			amount: cells['amount'] ? moneyIn(Number(cells['amount'])) : null,
			status: oneOf(cells['status'], tenderStatuses, 'status'),
			publishedOn: dayIn(cells['published_on'], 'day'),
			closesAt: cells['closes_at'] ? momentIn(cells['closes_at']) : null,
			url: addressIn(cells['url']),
			releasedAt: cells['released_at'] ? momentIn(cells['released_at']) : at,
		}),
	);
}

const money = z.object({ amount: z.number().optional(), currency: z.string().optional() }).optional();
const release = z.object({
	ocid: z.string(),
	date: z.string(),
	tag: z.array(z.string()).default([]),
	buyer: z
		.object({ id: z.union([z.string(), z.number()]).optional(), name: z.string().optional() })
		.optional(),
	parties: z
		.array(
			z.object({
				name: z.string().optional(),
				roles: z.array(z.string()).default([]),
				identifier: z
					.object({ scheme: z.string().optional(), id: z.union([z.string(), z.number()]).optional() })
					.optional(),
			}),
		)
		.default([]),
	planning: z
		.object({
			rationale: z.string().optional(),
			budget: z.object({ amount: money, description: z.string().optional() }).optional(),
		})
		.optional(),
	tender: z
		.object({
			title: z.string().optional(),
			description: z.string().optional(),
			status: z.string().optional(),
			procurementMethod: z.string().optional(),
			procurementMethodDetails: z.string().optional(),
			mainProcurementCategory: z.string().optional(),
			value: money,
			tenderPeriod: z.object({ startDate: z.string().optional(), endDate: z.string().optional() }).optional(),
			documents: z.array(z.object({ url: z.string().optional() })).default([]),
		})
		.optional(),
});
type Release = z.output<typeof release>;

/** The list at the top of any OCDS file. */
function readOcds(text: string, pemda: string): ReadTenders {
	const wrong: Wrong[] = [];
	const newest = new Map<string, Good<Tender>>();
	listOf(text).forEach((given, at) => {
		const line = at + 1;
		const key = String(Object(given)['ocid'] ?? '').slice(0, 60);
		try {
			const read = release.safeParse(given);
			if (!read.success) throw new WrongRow(String(read.error.issues[0]?.path[0] ?? 'release'));
			const row = tenderOf(read.data, pemda);
			const before = newest.get(row.ocid);
			if (!before || before.row.releasedAt <= row.releasedAt)
				newest.set(row.ocid, { line, key: row.ocid, row });
		} catch (error) {
			if (!(error instanceof WrongRow)) throw error;
			wrong.push({ line, key, why: error.message });
		}
	});
	return { good: [...newest.values()], wrong };
}

const packages = z.union([
	z.object({ releases: z.array(z.unknown()) }).transform(({ releases }) => releases),
	z
		.object({ records: z.array(z.object({ compiledRelease: z.unknown() })) })
		.transform(({ records }) => records.map(({ compiledRelease }) => compiledRelease)),
	z.array(z.unknown()),
	z.object({ ocid: z.unknown() }).transform((one): unknown[] => [one]),
]);

function listOf(text: string): unknown[] {
	const whole = parse(text);
	if (whole !== undefined) {
		const read = packages.safeParse(whole);
		if (read.success) return isRelease(whole) ? [whole] : read.data;
		throw new Refusal('invalid', 'business/wrong-json');
	}
	const lines = text.split('\n').filter((line) => line.trim() !== '');
	const list = lines.map(parse);
	if (list.length < 2 || list.includes(undefined)) throw new Refusal('invalid', 'business/wrong-json');
	return list;
}

const isRelease = (whole: unknown) => typeof whole === 'object' && whole !== null && 'ocid' in whole;

function parse(text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		return undefined;
	}
}

const stateOf: Record<string, Tender['status']> = {
	...{ planning: 'planned', planned: 'planned', active: 'active', complete: 'complete' },
	...{ cancelled: 'cancelled', unsuccessful: 'cancelled', withdrawn: 'cancelled' },
};
const titleLength = 500;

function tenderOf(one: Release, pemda: string): Tender {
	const { tender, planning } = one;
	const status = stateOf[tender?.status ?? 'planned'];
	if (!status) throw new WrongRow('status');
	const value = tender?.value ?? planning?.budget?.amount;
	if (value?.currency !== undefined && value.currency !== 'IDR') throw new WrongRow('currency');
	const released = momentIn(one.date);
	const title = (tender?.title ?? planning?.budget?.description ?? planning?.rationale ?? '').slice(
		0,
		titleLength,
	);
	return {
		ocid: ocidIn(one.ocid),
		pemda: pemdaIn(houseOf(one) || pemda),
		kind: status === 'planned' ? 'plan' : 'tender',
		title: textIn(title, 'title', titleLength, 3),
		body: textIn(tender?.description ?? planning?.rationale, 'description', 10_000, 0),
		buyer: textIn(one.buyer?.name ?? buyerOf(one)?.name, 'buyer', 300, 2),
		method: textIn(tender?.procurementMethodDetails ?? tender?.procurementMethod, 'method', 200, 0),
		category: categories.find((known) => known === tender?.mainProcurementCategory) ?? '',
		amount: value?.amount === undefined ? null : moneyIn(value.amount),
		status,
		publishedOn: dayIn((tender?.tenderPeriod?.startDate ?? one.date).slice(0, 10), 'day'),
		closesAt: tender?.tenderPeriod?.endDate ? momentIn(tender.tenderPeriod.endDate) : null,
		url: addressIn(tender?.documents.find(({ url }) => url)?.url),
		releasedAt: released,
	};
}

const buyerOf = ({ parties }: Release) => parties.find(({ roles }) => roles.includes('buyer'));

/** The buyer's government by its Kemendagri code, where the file names one. */
function houseOf(one: Release): string {
	const { identifier } = buyerOf(one) ?? {};
	if (identifier?.scheme === 'ID-KEMENDAGRI') return String(identifier.id ?? '');
	return String(one.buyer?.id ?? '').match(/^ID-KEMENDAGRI-(12(\.\d{2})?)$/)?.[1] ?? '';
}

function ocidIn(value: string | undefined): string {
	if (!ocidForm.test(value ?? '')) throw new WrongRow('ocid');
	return value ?? '';
}

function pemdaIn(value: string): string {
	if (!/^12(\.\d{2})?$/.test(value)) throw new WrongRow('pemda');
	return value;
}

function moneyIn(value: number): number {
	const whole = Math.round(value);
	if (!Number.isFinite(value) || whole < 0 || whole > mostMoney) throw new WrongRow('amount');
	return whole;
}

/** ISO 8601 with a zone; a day alone is its end in Asia/Jakarta. */
function momentIn(value: string): Date {
	const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
	const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(value);
	const date = new Date(isDay ? `${dayIn(value, 'day')}T23:59:59+07:00` : value);
	if (!(isDay || isMoment) || Number.isNaN(date.getTime())) throw new WrongRow('day');
	return date;
}

function addressIn(value: string | undefined): string {
	if (!value) return '';
	const isAddress = /^https?:\/\/[^\s<>"']{3,1000}$/.test(value) && URL.canParse(value);
	if (!isAddress) throw new WrongRow('url');
	return value;
}
