import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { migratorDb } from '#platform/db';
import { allClasses } from './case.ts';
import { clockCodes } from './clock-rules.ts';

const file = new URL('../../data/clock-rules.json', import.meta.url);
const day = z.iso.date();
const shape = z.object({
	rules: z.array(
		z.object({
			code: z.enum(clockCodes),
			class: z.enum(['*', ...allClasses]),
			amount: z.int().positive(),
			unit: z.enum(['working-day', 'day', 'hour']),
			legalBasis: z.string().min(1),
			validFrom: day,
			validTo: day.optional(),
		}),
	),
});

/** Loads the clock rules that ship where they changed. A rule somebody edited stays as it was left. */
export async function loadCasework(): Promise<void> {
	const text = await readFile(file, 'utf8');
	const { rules } = shape.parse(JSON.parse(text));
	const rows = rules.map((rule) => ({ ...rule, id: idOf(`${rule.code} ${rule.class} ${rule.validFrom}`) }));
	await migratorDb.query({
		text: `insert into casework.clock_rule as r (id, code, class, amount, unit, legal_basis, valid_from, valid_to)
			select id, code, class, amount, unit, "legalBasis", "validFrom", "validTo"
			from jsonb_to_recordset($1) as n(id uuid, code text, class text, amount int, unit text, "legalBasis" text,
				"validFrom" date, "validTo" date)
			on conflict (id) do update set amount = excluded.amount, unit = excluded.unit, legal_basis = excluded.legal_basis,
				valid_to = excluded.valid_to
			where r.edited_at is null and (r.amount, r.unit, r.legal_basis, r.valid_to)
				is distinct from (excluded.amount, excluded.unit, excluded.legal_basis, excluded.valid_to)`,
		values: [JSON.stringify(rows)],
	});
}

/** The same rule has the same id at every load. */
function idOf(name: string): string {
	const hex = createHash('sha256').update(`clock rule ${name}`).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
