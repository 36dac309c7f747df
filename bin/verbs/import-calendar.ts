import { readFile } from 'node:fs/promises';
import { importCalendar } from '#regions';

export const help = `ssp import calendar FILE.csv
  Days without work, with the columns of data/calendar.csv: pemda,day,kind,name_id,provisional,source.
  The days of each government ('*' everywhere) and year in the file become exactly those of the file.`;

export async function run(args: string[]): Promise<void> {
	const [file] = args;
	if (!file || args.length !== 1) throw new Error(help);
	const { days, years } = await importCalendar(await readFile(file, 'utf8'), 'system:ssp');
	console.log(`${days} days taken in: ${years.join(', ')}`);
}
