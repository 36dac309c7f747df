import type { z } from 'zod';
import { record } from '#platform/audit';
import { Refusal } from '#platform/refusal';
import { calendarDays } from './facts.ts';
import { parseCsv } from './parse-csv.ts';
import { province } from './region.ts';
import { forgetSnapshot, snapshot } from './snapshot.ts';
import { replaceDays } from './store/calendar.ts';
import { asOwner } from './store/owner-transaction.ts';

type Days = z.output<typeof calendarDays>;

/**
 * Takes in days without work from a CSV with the columns of `data/calendar.csv`: pemda ('*' everywhere), day, kind,
 * name_id, provisional (yes or no), source. For each pemda and year in the file its days become exactly those of the
 * file, so that a decree replaces what was provisional. Running clocks keep the due time they have. A wrong file
 * changes nothing. Refuses `regions/wrong-calendar` naming the first bad line. As the owner: for the operator's command.
 */
export async function importCalendar(csv: string, by: string): Promise<{ days: number; years: string[] }> {
	const days = await check(csv);
	const years = [...new Set(days.map((row) => `${row.pemda} ${row.day.slice(0, 4)}`))].sort();
	await asOwner(async (tx) => {
		await replaceDays(tx, days, by);
		for (const pemda of new Set(days.map((row) => row.pemda))) {
			await record(tx, {
				pemda: pemda === '*' ? province : pemda,
				actor: by,
				act: 'regions/import-calendar',
				subject: `calendar:${pemda}`,
				detail: { days: days.filter((row) => row.pemda === pemda), years },
			});
		}
	});
	forgetSnapshot();
	return { days: days.length, years };
}

async function check(csv: string): Promise<Days> {
	const rows = parse(csv);
	if (rows.length === 0) throw wrong(1, 'empty');
	const governments = (await snapshot()).pemda;
	const seen = new Set<string>();
	return rows.map(({ line, row }) => {
		const read = calendarDays.element.safeParse(row);
		if (!read.success) throw wrong(line, String(read.error.issues[0]?.path[0] ?? ''));
		const { pemda, day } = read.data;
		if (pemda !== '*' && !governments.has(pemda)) throw wrong(line, 'pemda');
		if (seen.has(`${pemda} ${day}`)) throw wrong(line, 'day');
		seen.add(`${pemda} ${day}`);
		return read.data;
	});
}

function parse(csv: string): ReturnType<typeof parseCsv> {
	try {
		return parseCsv(csv);
	} catch (error) {
		const line = Number(error instanceof Error ? error.message.match(/^line (\d+)/)?.[1] : 1);
		throw wrong(line, 'columns');
	}
}

function wrong(line: number, column: string): Refusal {
	return new Refusal('invalid', 'regions/wrong-calendar', { params: { line, column } });
}
