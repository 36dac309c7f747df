import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { findOfficer, signIn } from '#identity';
import { device, newEmail, origin } from '../../tests/support/accounts.ts';
import { testDatabase } from '../../tests/support/database.ts';

const { url } = await testDatabase();
const ssp = resolve(import.meta.dirname, '../ssp.ts');

type Outcome = { code: number | null; said: string };

function run(args: string[], input: string): Promise<Outcome> {
	const child = spawn(process.execPath, [ssp, 'admin', ...args], {
		env: { ...process.env, DATABASE_URL: url },
	});
	let said = '';
	child.stdout.on('data', (bytes) => (said += bytes));
	child.stderr.on('data', (bytes) => (said += bytes));
	child.stdin.end(input);
	return new Promise((done) => child.on('close', (code) => done({ code, said })));
}

async function whoIs(email: string, password: string) {
	const officer = await findOfficer((await signIn({ email, password, origin, device })).token, origin);
	return {
		isOperator: officer?.isOperator,
		posts: officer?.holdings.map(({ pemda, role }) => `${pemda} ${role}`),
	};
}

test('an operator, and an administrator of one government', async () => {
	const [boss, medan] = [newEmail(), newEmail()];
	const made = await run(['create', '--email', boss, '--name', 'Rina Siregar'], 'danau toba biru sekali\n');
	assert.deepEqual(made, { code: 0, said: `${boss} can sign in at /masuk/petugas as operator.\n` });
	assert.deepEqual(await whoIs(boss, 'danau toba biru sekali'), {
		isOperator: true,
		posts: ['12 administrator'],
	});
	const args = ['create', '--email', medan, '--name', 'Togar', '--pemda', '12.71'];
	assert.equal((await run(args, 'danau toba biru sekali')).code, 0);
	assert.deepEqual(await whoIs(medan, 'danau toba biru sekali'), {
		isOperator: false,
		posts: ['12.71 administrator'],
	});
	assert.equal((await run(['password', '--email', boss], 'sungai asahan deras\r\n')).code, 0);
	assert.equal((await whoIs(boss, 'sungai asahan deras')).isOperator, true);
});

test('what is wrong is said, field by field, and nothing is made', async () => {
	const bad = await run(['create', '--email', 'bukan', '--name', 'R'], 'pendek');
	assert.equal(bad.code, 1);
	for (const field of ['email: ', 'name: ', 'password: ']) assert.ok(bad.said.includes(field), bad.said);
	const asArgument = await run(
		['create', '--email', newEmail(), '--name', 'Rina', '--password', 'danau toba biru'],
		'',
	);
	assert.equal(asArgument.code, 1);
	const nowhere = await run(
		['create', '--email', newEmail(), '--name', 'Rina', '--pemda', '31'],
		'danau toba biru',
	);
	assert.equal(nowhere.code, 1);
	assert.equal((await run(['create'], '')).code, 1);
	assert.equal((await run(['password', '--email', newEmail()], 'danau toba biru')).code, 1);
});
