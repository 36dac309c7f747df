import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { describeTables, schemaFile } from '../../../bin/make-types.ts';
import { testDatabase } from '../../../tests/support/database.ts';

await testDatabase();

test('the types of tables are those of the migrations', async () => {
	assert.equal(
		readFileSync(schemaFile, 'utf8'),
		await describeTables(),
		'run `node bin/make-types.ts` after a migration changes',
	);
});
