import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { currentUrl, migratorDb } from '#platform/db';
import { testDatabase } from '../../tests/support/database.ts';

await testDatabase();

async function tryAs(role: string, sql: string): Promise<string> {
	const client = new pg.Client({ connectionString: currentUrl(), options: `-c role=${role}` });
	await client.connect();
	try {
		await client.query(sql);
		return 'fine';
	} catch (error) {
		return error instanceof Error && 'code' in error ? String(error.code) : 'crash';
	} finally {
		await client.end();
	}
}
const denied = '42501';

test('a reporting tool reads who holds what, and never how somebody gets in', async () => {
	assert.equal(await tryAs('ssp_reader', 'select id, name from identity.account'), 'fine');
	assert.equal(await tryAs('ssp_reader', 'select * from identity.holding'), 'fine');
	for (const what of [
		'* from identity.credential',
		'password from identity.credential',
		'* from identity.session',
		'* from identity.setup_token',
		'* from identity.totp',
		'* from identity.recovery_code',
		'* from identity.proposal',
		'* from identity.import_row',
		'email from identity.account',
		'* from identity.account',
	])
		assert.equal(await tryAs('ssp_reader', `select ${what}`), denied, what);
});

test('the application removes nothing and rewrites only what its acts need', async () => {
	const { rows } = await migratorDb.query<{ name: string }>({
		text: "select relname as name from pg_class where relnamespace = 'identity'::regnamespace and relkind = 'r'",
	});
	assert.ok(rows.length >= 12);
	for (const { name } of rows) {
		assert.equal(await tryAs('ssp_app', `delete from identity.${name}`), denied, name);
		assert.equal(await tryAs('ssp_app', `truncate identity.${name}`), denied, name);
	}
	for (const set of [
		'account set email = name',
		'account set is_operator = true',
		'session set account_id = id',
		'session set ends_at = now()',
		'holding set post_id = id',
		'holding set held_from = held_from',
		'totp set secret = secret',
		'recovery_code set code_hash = code_hash',
		'rule set value = value',
		'proposal set proposed_by = proposed_by',
	])
		assert.equal(await tryAs('ssp_app', `update identity.${set}`), denied, set);
});
