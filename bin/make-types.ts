import { writeFileSync } from 'node:fs';
import { migratorDb } from '#platform/db';

/** Where the types of all tables lie; `schema.test.ts` beside it says when they are old. */
export const schemaFile = new URL('../server/platform/db/schema.ts', import.meta.url);

type Column = {
	table: string;
	name: string;
	type: string;
	isArray: boolean;
	isNullable: boolean;
};

/** What `pg` gives for each type, with the parsers of `connection.ts`. */
const typescript: Record<string, string> = {
	text: 'string',
	numeric: 'string',
	uuid: 'string',
	date: 'string',
	bool: 'boolean',
	int2: 'number',
	int4: 'number',
	int8: 'number',
	float4: 'number',
	float8: 'number',
	varbit: 'string',
	timestamptz: 'Date',
	bytea: 'Buffer',
	bit: 'string',
	box: 'string',
	json: 'unknown',
	jsonb: 'unknown',
	tsvector: 'string',
	xid8: 'string',
};

/** A row of every table of the rooms as `pg` reads it, from the catalogue of a migrated database. */
export async function describeTables(): Promise<string> {
	const { rows } = await migratorDb.query<Column>({ text: catalogue });
	const tables = Map.groupBy(rows, ({ table }) => table);
	const entries = [...tables].map(
		([table, columns]) => `\t'${table}': {\n${columns.map(line).join('\n')}\n\t};`,
	);
	return [
		'/** Made by `node bin/make-types.ts` from the catalogue; not written by hand. */',
		`export type Database = {\n${entries.join('\n')}\n};`,
		'',
	].join('\n');
}

function line({ name, type, isArray, isNullable }: Column): string {
	const one = typescript[type];
	if (!one) throw new Error(`No type is known for ${type}: add it to bin/make-types.ts`);
	return `\t\t${name}: ${one}${isArray ? '[]' : ''}${isNullable ? ' | null' : ''};`;
}

const catalogue = `
select n.nspname || '.' || c.relname as table, a.attname as name,
	case when t.typcategory = 'A' then e.typname else t.typname end as type, t.typcategory = 'A' as "isArray",
	not a.attnotnull as "isNullable"
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
left join pg_type e on e.oid = t.typelem
where c.relkind = 'r' and n.nspname <> 'graphile_worker' and n.nspname !~ '^(pg_|information_schema|public)'
order by n.nspname, c.relname, a.attnum`;

if (process.argv[1] === import.meta.filename) {
	const { testDatabase } = await import('../tests/support/database.ts');
	const { close } = await testDatabase();
	writeFileSync(schemaFile, await describeTables());
	await close();
	console.log('server/platform/db/schema.ts is as the migrations are.');
}
