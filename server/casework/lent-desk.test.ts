import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addNote, verifyCase } from '#casework';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { asahan, deskOf, linesOf, officerAt, openReport } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';

await testDatabase();

test('what is done at a lent desk is recorded on behalf of whoever lent it, and by one’s own post it is not', async () => {
	const [works, health] = [await deskOf(asahan, 'public-works'), await deskOf(asahan, 'health')];
	const { ref, caseId } = await openReport();
	const own = officerAt(health, 'office-head', 'Sri');
	const lender = { accountId: newId(), name: 'Budi' };
	const lent = officerAt(works, 'office-head').holdings.map((post) => ({ ...post, lentBy: lender }));
	await verifyCase({ ...own, holdings: [...own.holdings, ...lent] }, ref);
	const both = officerAt(works, 'officer', 'Togar');
	await addNote({ ...both, holdings: [...both.holdings, ...lent] }, { ...ref, text: 'Sudah dilihat.' });
	const { rows } = await migratorDb.query<{ act: string; behalf: string | null }>({
		text: `select act, on_behalf_of as behalf from platform.audit where subject = $1
			and act in ('casework/verify-case', 'casework/add-note') order by at`,
		values: [`case:${caseId}`],
	});
	assert.deepEqual(rows, [
		{ act: 'casework/verify-case', behalf: `account:${lender.accountId}` },
		{ act: 'casework/add-note', behalf: null },
	]);
	assert.ok((await linesOf(caseId, 'verified')).length === 1);
	const names = await migratorDb.query<{ name: string }>({
		text: "select actor_name as name from casework.entry where case_id = $1 and kind in ('verified', 'note') order by at",
		values: [caseId],
	});
	assert.deepEqual(
		names.rows.map(({ name }) => name),
		['Sri, a.n. Budi', 'Togar'],
	);
});
