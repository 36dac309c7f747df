import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import * as facts from './facts.ts';
import { parseCsv } from './parse-csv.ts';

const folder = new URL('../../data/', import.meta.url);

export type Facts = Awaited<ReturnType<typeof readFacts>>;

/** Everything that ships in `data/` about regions, checked. A wrong file is an error that names it and the place. */
export async function readFacts() {
	const [governments, aliases, calendar, province, local, national, subjects, responsibilities] =
		await Promise.all([
			readTable('governments.csv', facts.governments),
			readTable('aliases.csv', facts.aliases),
			readTable('calendar.csv', facts.calendarDays),
			readDocument('offices-province.json', facts.provinceOffices),
			readDocument('offices-local.json', facts.localOffices),
			readDocument('offices-national.json', facts.nationalOffices),
			readDocument('subjects.json', facts.subjects),
			readDocument('responsibilities.json', facts.responsibilities),
		]);
	return { governments, aliases, calendar, province, local, national, subjects, responsibilities };
}

export async function readTable<Shape extends z.ZodType>(
	name: string,
	shape: Shape,
): Promise<z.output<Shape>> {
	const rows = parseCsv(await readFile(new URL(name, folder), 'utf8')).map(({ row }) => row);
	return check(name, shape, rows);
}

export async function readDocument<Shape extends z.ZodType>(
	name: string,
	shape: Shape,
): Promise<z.output<Shape>> {
	const read: unknown = JSON.parse(await readFile(new URL(name, folder), 'utf8'));
	return check(name, shape, read);
}

function check<Shape extends z.ZodType>(name: string, shape: Shape, read: unknown): z.output<Shape> {
	const checked = shape.safeParse(read);
	if (checked.success) return checked.data;
	const [first] = checked.error.issues;
	throw new Error(`data/${name}: ${first?.path.join('.')}: ${first?.message}`);
}
