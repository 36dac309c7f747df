import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { enter, newEmail, origin, password } from '../../tests/support/accounts.ts';
import { testDatabase } from '../../tests/support/database.ts';
import {
	checkSetupToken,
	createAdministrator,
	createOperator,
	createSetupToken,
	useSetupToken,
} from './index.ts';

await testDatabase();
beforeEach(() =>
	migratorDb.query({
		text: 'truncate identity.account, identity.credential, identity.session, identity.holding, identity.setup_token, platform.spent cascade',
	}),
);
after(() => setClock());

async function codeOf(work: Promise<unknown>): Promise<string> {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	if (error !== undefined && !(error instanceof Refusal)) throw error;
	return error?.code ?? 'fine';
}
const person = () => ({ email: newEmail(), name: 'Rina Siregar', password });
const newToken = async () => (await createSetupToken()) ?? assert.fail('there is an operator');

test('the first link makes the operator, who is the province’s administrator too', async () => {
	const token = await newToken();
	const first = person();
	await checkSetupToken(token, origin);
	await useSetupToken(token, first, origin);
	const { officer } = await enter(first.email);
	assert.equal(officer.isOperator, true);
	assert.deepEqual(
		officer.holdings.map(({ pemda, role }) => [pemda, role]),
		[['12', 'administrator']],
	);
	assert.equal(await createSetupToken(), undefined);
	assert.equal(await codeOf(useSetupToken(token, person(), origin)), 'identity/no-such-link');
});

test('wrong fields do not use it up', async () => {
	const token = await newToken();
	const wrong = useSetupToken(token, { email: 'x', name: '', password: 'pendek' }, origin);
	await assert.rejects(wrong, (error) => {
		assert.ok(error instanceof Refusal);
		assert.deepEqual(Object.keys(error.fields).sort(), ['email', 'name', 'password']);
		assert.equal(error.params['least'], 12);
		return true;
	});
	assert.equal(await codeOf(useSetupToken(token, person(), origin)), 'fine');
});

test('it ends after a day, and no other word opens', async (t) => {
	t.after(() => setClock());
	const token = await newToken();
	for (const wrong of ['', 'x', `${token}x`, '\u0000', token.toLowerCase()])
		assert.equal(await codeOf(useSetupToken(wrong, person(), origin)), 'identity/no-such-link');
	setClock(() => new Date(Date.now() + 25 * 3_600_000));
	assert.equal(await codeOf(checkSetupToken(token, origin)), 'identity/no-such-link');
	assert.equal(await codeOf(useSetupToken(token, person(), origin)), 'identity/no-such-link');
});

test('of two links used at once one wins', async () => {
	const tokens = [await newToken(), await newToken(), await newToken()];
	const codes = await Promise.all(tokens.map((token) => codeOf(useSetupToken(token, person(), origin))));
	assert.deepEqual(codes.sort(), ['fine', 'identity/no-such-link', 'identity/no-such-link']);
	const { rowCount } = await migratorDb.query({ text: 'select from identity.account' });
	assert.equal(rowCount, 1);
});

test('guessing links ends', async () => {
	const codes = [];
	for (let n = 0; n < 61; n++) codes.push(await codeOf(checkSetupToken(`tebakan${n}`, origin)));
	assert.deepEqual(codes.slice(59), ['identity/no-such-link', 'platform/too-many']);
});

test('from the command line: an operator, an administrator of a regency', async () => {
	const [boss, medan] = [person(), person()];
	await createOperator(boss);
	await createAdministrator({ ...medan, pemda: '12.71' });
	const { officer } = await enter(medan.email);
	assert.equal(officer.isOperator, false);
	assert.deepEqual(
		officer.holdings.map(({ pemda, role }) => [pemda, role]),
		[['12.71', 'administrator']],
	);
	assert.equal(
		await codeOf(createOperator({ ...person(), email: medan.email.toUpperCase() })),
		'identity/email-taken',
	);
	assert.equal(await codeOf(createAdministrator({ ...person(), pemda: '31' })), 'identity/no-such-post');
	assert.equal(await codeOf(createOperator({ ...person(), password: 'pendek' })), 'identity/account-wrong');
});
