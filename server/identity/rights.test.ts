import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findActor, givePost, renewOwnSession, setLevel } from '#identity';
import { withTx } from '#platform/db';
import { officerWith, operator, origin, postOf } from '../../tests/support/accounts.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { resident } from '../../tests/support/residents.ts';

await testDatabase();
const asahan = '12.09';

async function changed(token: string): Promise<boolean | undefined> {
	return (await findActor(token, origin))?.rightsChanged;
}

test('a session knows that its holder’s posts changed, until it has a new secret', async () => {
	const admin = await operator();
	const { officer, token } = await officerWith(admin, asahan, 'officer');
	assert.equal(await changed(token), false);
	const postId = await postOf(asahan, 'triage');
	await givePost(admin, {
		pemda: asahan,
		accountId: officer.accountId,
		postId,
		acting: null,
		from: '2026-01-05',
		to: null,
	});
	assert.equal(await changed(token), true);
	const renewed = await renewOwnSession(officer);
	assert.equal(await changed(token), undefined, 'the old secret opens nothing');
	assert.equal(await changed(renewed.token), false);
	const later = await findActor(renewed.token, origin);
	assert.equal(later?.freshAt.getTime(), officer.freshAt.getTime(), 'no factor was shown');
});

test('and that its holder’s level rose', async () => {
	const who = await resident();
	const { token } = await renewOwnSession(who);
	assert.equal(await changed(token), false);
	await withTx((tx) => setLevel(tx, who.accountId, 'contact', 'Sari'));
	assert.equal(await changed(token), false, 'a name is no right');
	await withTx((tx) => setLevel(tx, who.accountId, 'verified', 'Sari'));
	assert.equal(await changed(token), true);
});
