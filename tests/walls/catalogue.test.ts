import assert from 'node:assert/strict';
import { test } from 'node:test';
import { db, migratorDb } from '#platform/db';
import { testDatabase } from '../support/database.ts';
import { granted, notFenced, ownersFunctions, ownersViews, unforced } from './written-down.ts';

/**
 * What the database itself allows, read from its catalogue and held against lists with a reason for each line: a new
 * table, function or grant that nobody thought about fails here.
 */
await testDatabase();

async function list(text: string): Promise<Record<string, string>[]> {
	return (await migratorDb.query<Record<string, string>>({ text })).rows;
}

const ours = "n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'graphile_worker', 'public')";

test('every table of a government is fenced, or says why not', async () => {
	const rows = await list(`select n.nspname || '.' || c.relname as name,
			case when not c.relrowsecurity then 'open' when c.relforcerowsecurity then 'forced' else 'fenced' end as wall
		from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where c.relkind in ('r', 'p') and ${ours} and exists (select from pg_attribute a
			where a.attrelid = c.oid and a.attname = 'pemda' and not a.attisdropped) order by 1`);
	const open = rows.filter(({ wall }) => wall === 'open').map(({ name }) => name);
	assert.deepEqual(open, Object.keys(notFenced).sort(), 'tables with pemda and without row-level security');
	assert.ok(rows.length > open.length + 20);
	assert.ok(unforced.length > 0, 'the one reason why none is forced');
});

test('a fence is for the application: no policy is for everybody, none is permissive without a condition', async () => {
	const rows = await list(`select p.schemaname || '.' || p.tablename || ': ' || p.policyname as name,
			array_to_string(p.roles, ',') as roles, coalesce(p.qual, p.with_check, '') as says
		from pg_policies p where p.permissive = 'PERMISSIVE' order by 1`);
	assert.deepEqual(
		rows.filter(({ roles }) => roles !== 'ssp_app').map(({ name }) => name),
		[],
	);
	const always = rows.filter(({ says }) => says === 'true').map(({ name }) => name);
	assert.deepEqual(
		always,
		[
			'casework.case: open_case',
			'platform.audit: add',
			'renaksi.action: see',
			'renaksi.closure: see',
			'renaksi.event: see',
			'renaksi.plan: see',
		],
		'anybody files; any act is noted; plans and what came of them are public',
	);
});

test('a fenced table has a policy for whatever the application may do to it', async () => {
	const rows = await list(`select n.nspname || '.' || c.relname || ' ' || lower(g.privilege_type) as name
		from pg_class c join pg_namespace n on n.oid = c.relnamespace,
			lateral (select distinct privilege_type from aclexplode(c.relacl) a where a.grantee = 'ssp_app'::regrole) g
		where c.relrowsecurity and ${ours} and not exists (select from pg_policies p where p.schemaname = n.nspname
			and p.tablename = c.relname and p.cmd in ('ALL', g.privilege_type)) order by 1`);
	assert.deepEqual(rows, [], 'granted, and then refused by the wall');
});

test('what runs with the owner’s right is named, with its reason, and looks nowhere else for names', async () => {
	const rows =
		await list(`select n.nspname || '.' || p.proname as name, coalesce(array_to_string(p.proconfig, ' '), '') as settings
		from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and ${ours} order by 1`);
	assert.deepEqual(
		rows.map(({ name }) => name),
		Object.keys(ownersFunctions).sort(),
	);
	for (const { name, settings } of rows) assert.match(settings ?? '', /search_path=pg_catalog/, name);
	const views = await list(`select n.nspname || '.' || c.relname as name from pg_class c
		join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and ${ours} order by 1`);
	assert.deepEqual(
		views.map(({ name }) => name),
		Object.keys(ownersViews).sort(),
	);
});

test('no function is everybody’s', async () => {
	const rows =
		await list(`select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
		where ${ours} and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0)
		order by 1`);
	assert.deepEqual(rows, []);
});

for (const role of ['ssp_app', 'ssp_reader'] as const) {
	test(`${role} may do exactly this`, async () => {
		const tables = await list(`select n.nspname || '.' || c.relname as name,
				string_agg(lower(a.privilege_type), ' ' order by array_position('{SELECT,INSERT,UPDATE,DELETE}', a.privilege_type),
					a.privilege_type) as may
			from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
			where a.grantee = '${role}'::regrole and ${ours} group by 1 order by 1`);
		const columns = await list(`select n.nspname || '.' || c.relname as name,
				lower(a.privilege_type) || ' (' || string_agg(t.attname, ' ' order by t.attnum) || ')' as may
			from pg_attribute t join pg_class c on c.oid = t.attrelid join pg_namespace n on n.oid = c.relnamespace,
				aclexplode(t.attacl) a
			where a.grantee = '${role}'::regrole and ${ours} group by 1, a.privilege_type order by 1, 2`);
		const functions = await list(`select n.nspname || '.' || p.proname || '()' as name, 'execute' as may
			from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(p.proacl) a
			where a.grantee = '${role}'::regrole and p.prorettype <> 'trigger'::regtype and ${ours} order by 1`);
		const found = [...tables, ...columns, ...functions].map(({ name, may }) => `${name}: ${may}`);
		assert.deepEqual(
			found,
			granted[role]
				.trim()
				.split('\n')
				.map((line) => line.trim()),
		);
	});
}

test('neither role owns anything, signs in, or gets past a fence', async () => {
	const roles =
		await list(`select rolname || ' ' || rolsuper || rolcreatedb || rolcreaterole || rolcanlogin || rolbypassrls as name
		from pg_roles where rolname in ('ssp_app', 'ssp_reader') order by 1`);
	assert.deepEqual(
		roles.map(({ name }) => name),
		['ssp_app falsefalsefalsefalsefalse', 'ssp_reader falsefalsefalsefalsefalse'],
	);
	const { rows } = await db.query<{ who: string; create: boolean }>({
		text: `select current_user as who, has_database_privilege(current_database(), 'create') as create`,
	});
	assert.equal(rows[0]?.who, 'ssp_app');
});
