import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { dayOf } from '#platform/workdays';
import { findRegion, province } from '#regions';
import {
	dayIn,
	type Good,
	type ImportReport,
	oneOf,
	openCsv,
	readRows,
	reportOf,
	textIn,
	type Wrong,
	WrongRow,
} from '../import-report.ts';
import { upsertEnterprises } from '../store/enterprises.ts';
import { type Enterprise, forms, parseNib, scales, statuses } from './enterprise.ts';

const columns = ['nib', 'name', 'form', 'scale', 'region', 'kbli', 'status', 'issued_on', 'as_of'];
const mostKbli = 100;

/**
 * Takes in the register of NIB from a CSV with the columns of `docs/business-imports.md`. Columns it does not name are
 * never read, so that addresses and owners stay where they are. Wrong rows are left out and named; a row older than what
 * is kept changes nothing; the same file again changes nothing. As the owner: for the operator's command. Refuses
 * `business/wrong-columns`.
 */
export async function importEnterprises(
	csv: string,
	{ by, dry }: { by: string; dry: boolean },
): Promise<ImportReport> {
	const at = now();
	const rows = openCsv(csv, columns);
	const read = readRows(rows, ({ nib }) => parseNib(nib ?? '') ?? nib ?? '', readEnterprise(dayOf(at)));
	const { good, wrong } = await refuseElsewhere(read);
	const written = await upsertEnterprises(
		migratorDb,
		good.map(({ row }) => row),
		at,
		dry,
	);
	const report = reportOf(dry, good, written, wrong);
	if (!dry) {
		const act = { actor: by, act: 'business/import-enterprises', subject: 'business:enterprises' };
		await record(migratorDb, { pemda: province, ...act, detail: report.counts });
	}
	return report;
}

function readEnterprise(today: string) {
	return (cells: Record<string, string>): Enterprise => {
		const nib = parseNib(cells['nib'] ?? '');
		if (!nib) throw new WrongRow('nib');
		const [issuedOn, asOf] = [dayIn(cells['issued_on'], 'day'), dayIn(cells['as_of'], 'day')];
		if (issuedOn > asOf || asOf > today) throw new WrongRow('day');
		return {
			nib,
			name: textIn(cells['name'], 'name', 200, 2),
			form: oneOf(cells['form'], forms, 'form'),
			scale: oneOf(cells['scale'], scales, 'scale'),
			region: cells['region'] ?? '',
			kbli: codesIn(cells['kbli']),
			status: oneOf(cells['status'], statuses, 'status'),
			...{ issuedOn, asOf },
		};
	};
}

function codesIn(value: string | undefined): string[] {
	const codes = [...new Set((value ?? '').split(/[\s|,;]+/).filter(Boolean))].sort();
	const isWhole = codes.length > 0 && codes.length <= mostKbli && codes.every((code) => /^\d{5}$/.test(code));
	if (!isWhole) throw new WrongRow('kbli');
	return codes;
}

/** A place must be in this province, and at least a kabupaten or kota. */
async function refuseElsewhere({ good, wrong }: { good: Good<Enterprise>[]; wrong: Wrong[] }) {
	const known = await Promise.all(
		good.map(async ({ row }) => (/^12\.\d{2}/.test(row.region) ? findRegion(row.region) : undefined)),
	);
	const elsewhere = good.filter((_, at) => !known[at]).map(({ line, key }) => ({ line, key, why: 'region' }));
	return { good: good.filter((_, at) => known[at]), wrong: [...wrong, ...elsewhere] };
}
