import '../../../tests/support/mail-on.ts';
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { translate } from '#platform/i18n';
import { Refusal } from '#platform/refusal';
import { device, enter, newEmail, officerWith, origin, password } from '../../../tests/support/accounts.ts';
import { fromBase32 } from '../../../tests/support/authenticator.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { waiting } from '../../../tests/support/sent.ts';
import {
	beginTotp,
	changePassword,
	confirmTotp,
	createOperator,
	findOfficer,
	findPendingTotp,
	finishSignIn,
	freshen,
	givePost,
	listFactors,
	type Officer,
	proofOf,
	readRules,
	removeTotp,
	renewRecoveryCodes,
	setRule,
	signIn,
	suspendOfficer,
} from '../index.ts';
import { codeAt, stepOf } from './totp.ts';

const visit = { origin, device };
const minute = 60_000;

await testDatabase();
beforeEach(() => migratorDb.query({ text: 'delete from platform.spent' }));
after(() => setClock());

let shift = 0;
/** Every code needs a half minute of its own. */
function nextStep(): void {
	shift += 30_000;
	setClock(() => new Date(Date.now() + shift));
}

async function codeOf(work: Promise<unknown>): Promise<string> {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	return error instanceof Refusal ? error.code : error === undefined ? 'fine' : `crash: ${String(error)}`;
}

const at = () => new Date(Date.now() + shift);
const codeNow = (secret: Buffer, off = 0) => codeAt(secret, stepOf(at()) + off);

/** Somebody with a post, an authenticator app and ten recovery codes. */
async function enrolled(): Promise<{ officer: Officer; email: string; secret: Buffer; codes: string[] }> {
	const email = newEmail();
	await createOperator({ email, name: 'Rina', password });
	const { officer } = await enter(email);
	await beginTotp(officer);
	const secret = fromBase32((await findPendingTotp(officer))?.secret ?? '');
	const { session, recoveryCodes } = await confirmTotp(officer, { code: codeNow(secret) });
	const again = await findOfficer(session.token, origin);
	assert.ok(again);
	nextStep();
	return { officer: again, email, secret, codes: recoveryCodes };
}

const ticketOf = async (email: string) => (await signIn({ email, password, ...visit })).token;

test('a new installation requires a second factor of whoever has a post', async () => {
	await migratorDb.query({ text: "delete from identity.rule where set_by = 'tests'" });
	assert.match((await readRules())['second-factor-from'], /^\d{4}-/);
	const email = newEmail();
	await createOperator({ email, name: 'Rina', password });
	const { officer } = await enter(email);
	assert.deepEqual([officer.mustEnrol, officer.isOperator, officer.holdings.length], [true, false, 0]);
	await beginTotp(officer);
	const secret = fromBase32((await findPendingTotp(officer))?.secret ?? '');
	const { session } = await confirmTotp(officer, { code: codeNow(secret) });
	const now = await findOfficer(session.token, origin);
	assert.deepEqual([now?.mustEnrol, now?.isOperator, now?.holdings.length], [false, true, 1]);
	assert.deepEqual(now?.factors, ['password', 'totp']);
	assert.ok(now);
	await setRule(now, { code: 'second-factor-from', value: 'offered' });
	nextStep();
});

test('from the day the rule says, not before', async () => {
	const email = newEmail();
	await createOperator({ email, name: 'Rina', password });
	const boss = (await enrolled()).officer;
	const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
	await setRule(boss, { code: 'second-factor-from', value: day(2) });
	assert.equal((await enter(email)).officer.mustEnrol, false);
	await setRule(boss, { code: 'second-factor-from', value: day(-1) });
	assert.equal((await enter(email)).officer.mustEnrol, true);
	await setRule(boss, { code: 'second-factor-from', value: 'offered' });
	for (const value of ['', 'kapan', '2026-02-30', 'offered ']) {
		const wrong = setRule(boss, { code: 'second-factor-from', value });
		assert.equal(await codeOf(wrong), 'identity/rule-wrong', value);
	}
	for (const value of ['0', '241', '-1', '1.5', 'x']) {
		assert.equal(await codeOf(setRule(boss, { code: 'fresh-minutes', value })), 'identity/rule-wrong', value);
	}
	const plain = await officerWith(boss, '12.71', 'triage');
	const theirs = setRule(plain.officer, { code: 'fresh-minutes', value: '30' });
	assert.equal(await codeOf(theirs), 'identity/not-operator');
});

test('enrolling renews the session, and the secret and the codes are kept sealed or hashed', async () => {
	const email = newEmail();
	await createOperator({ email, name: 'Rina', password });
	const { officer, token } = await enter(email);
	const elsewhere = await enter(email);
	assert.equal(await codeOf(confirmTotp(officer, { code: '000000' })), 'identity/nothing-begun');
	await beginTotp(officer);
	await beginTotp(officer);
	const pending = await findPendingTotp(officer);
	assert.match(pending?.address ?? '', /^otpauth:\/\/totp\/Sumut%20Smart%20Province:.*secret=[A-Z2-7]{32}&/);
	const secret = fromBase32(pending?.secret ?? '');
	assert.equal(await codeOf(confirmTotp(officer, { code: codeNow(secret, 5) })), 'identity/code-wrong');
	assert.equal((await signIn({ email, password, ...visit })).awaits, null, 'nothing counts unconfirmed');
	const made = await confirmTotp(officer, {
		code: ` ${codeNow(secret).slice(0, 3)} ${codeNow(secret).slice(3)}`,
	});
	assert.equal(made.recoveryCodes.length, 10);
	assert.equal(new Set(made.recoveryCodes).size, 10);
	assert.equal(await findOfficer(token, origin), undefined, 'the old secret opens nothing');
	assert.equal(await findOfficer(elsewhere.token, origin), undefined, 'every other session ended');
	assert.ok(await findOfficer(made.session.token, origin));
	const { rows } = await migratorDb.query<{ all: string }>({
		text: `select string_agg(t::text, ' ') || (select string_agg(r::text, ' ') from identity.recovery_code r) as all
			from identity.totp t`,
	});
	assert.ok(!rows[0]?.all.includes(pending?.secret ?? '?'));
	for (const one of made.recoveryCodes) assert.ok(!rows[0]?.all.includes(one));
	nextStep();
});

test('the password alone is half a sign-in; the code makes it whole, once', async () => {
	const { email, secret } = await enrolled();
	const half = await signIn({ email, password, ...visit });
	assert.equal(half.awaits, 'second-factor');
	assert.equal(await findOfficer(half.token, origin), undefined);
	const code = codeNow(secret);
	const whole = await finishSignIn({ ticket: half.token, code }, visit);
	assert.deepEqual((await findOfficer(whole.token, origin))?.factors, ['password', 'totp']);
	const replayed = finishSignIn({ ticket: await ticketOf(email), code }, visit);
	assert.equal(await codeOf(replayed), 'identity/code-wrong', 'a code that was used');
	const older = finishSignIn({ ticket: half.token, code: codeNow(secret, -1) }, visit);
	assert.equal(await codeOf(older), 'identity/code-wrong', 'an older code than the last');
	nextStep();
	await finishSignIn({ ticket: half.token, code: codeNow(secret) }, visit);
	nextStep();
});

test('of a hundred who show the same code at once, one gets in', async () => {
	const { email, secret } = await enrolled();
	await migratorDb.query({ text: 'delete from platform.spent' });
	const ticket = await ticketOf(email);
	const code = codeNow(secret);
	const tries = Array.from({ length: 100 }, () => codeOf(finishSignIn({ ticket, code }, visit)));
	const outcomes = await Promise.all(tries);
	assert.equal(outcomes.filter((one) => one === 'fine').length, 1);
	nextStep();
});

test('five wrong codes shut the second step, a hundred at once are five', async () => {
	const { email, secret } = await enrolled();
	const ticket = await ticketOf(email);
	const wrong = Array.from({ length: 100 }, (_, n) =>
		codeOf(finishSignIn({ ticket, code: String(n).padStart(6, '0') }, visit)),
	);
	const outcomes = await Promise.all(wrong);
	assert.ok(outcomes.filter((one) => one === 'identity/code-wrong').length <= 5);
	assert.equal(await codeOf(finishSignIn({ ticket, code: codeNow(secret) }, visit)), 'platform/too-many');
	nextStep();
});

test('a ticket says nothing after ten minutes, another password, a suspension, or in other words', async () => {
	const { officer, email, secret } = await enrolled();
	const boss = (await enrolled()).officer;
	const finish = async (ticket: string | undefined) =>
		codeOf(finishSignIn({ ticket, code: codeNow(secret) }, visit));
	for (const none of [undefined, '', 'v1.x', 'x'.repeat(5000)]) {
		assert.equal(await finish(none), 'identity/sign-in-again');
	}
	const old = await ticketOf(email);
	shift += 11 * minute;
	assert.equal(await finish(old), 'identity/sign-in-again');
	const before = await ticketOf(email);
	await changePassword(officer, { present: password, password: 'sungai asahan deras' });
	assert.equal(await finish(before), 'identity/sign-in-again');
	const { token } = await signIn({ email, password: 'sungai asahan deras', ...visit });
	await suspendOfficer(
		{ ...boss, freshAt: at() },
		{ pemda: '12', accountId: officer.accountId, suspended: true },
	);
	assert.equal(await finish(token), 'identity/sign-in-again');
	nextStep();
});

test('a recovery code opens once, however it is typed, and a new ten ends the old', async () => {
	const { officer, email, codes } = await enrolled();
	const [one = '', two = '', three = ''] = codes;
	const typed = one.toLowerCase().replace('-', ' ');
	const whole = await finishSignIn({ ticket: await ticketOf(email), code: typed }, visit);
	assert.deepEqual((await findOfficer(whole.token, origin))?.factors, ['password', 'recovery']);
	const again = finishSignIn({ ticket: await ticketOf(email), code: one }, visit);
	assert.equal(await codeOf(again), 'identity/code-wrong');
	assert.equal((await listFactors(officer)).recoveryLeft, 9);
	const at100 = await ticketOf(email);
	const all = await Promise.all(
		Array.from({ length: 20 }, () => codeOf(finishSignIn({ ticket: at100, code: two }, visit))),
	);
	assert.equal(all.filter((outcome) => outcome === 'fine').length, 1);
	await migratorDb.query({ text: 'delete from platform.spent' });
	await renewRecoveryCodes({ ...officer, freshAt: at() });
	const dead = finishSignIn({ ticket: await ticketOf(email), code: three }, visit);
	assert.equal(await codeOf(dead), 'identity/code-wrong');
	assert.equal((await listFactors(officer)).recoveryLeft, 10);
});

test('a dangerous act asks for a factor shown lately', async () => {
	const { officer, secret } = await enrolled();
	const colleague = await officerWith(officer, '12.71', 'triage');
	const stale = { ...officer, freshAt: new Date(at().getTime() - 16 * minute) };
	const ref = { pemda: '12.71', accountId: colleague.officer.accountId };
	assert.equal(await codeOf(suspendOfficer(stale, { ...ref, suspended: true })), 'identity/not-fresh');
	assert.equal(
		await codeOf(givePost(stale, { ...ref, postId: 'x', acting: null, from: '2026-01-01', to: null })),
		'identity/not-fresh',
	);
	assert.equal(await codeOf(beginTotp(stale)), 'identity/not-fresh');
	assert.equal(await codeOf(renewRecoveryCodes(stale)), 'identity/not-fresh');
	assert.equal(await codeOf(removeTotp(stale, { id: 'x' })), 'identity/not-fresh');
	assert.equal(await proofOf(stale), 'code');
	assert.equal(await codeOf(freshen(stale, password)), 'identity/code-wrong', 'not what was shown already');
	nextStep();
	const { actor: again, session } = await freshen(stale, codeNow(secret));
	assert.notEqual(again.sessionId, officer.sessionId);
	assert.equal((await findOfficer(session.token, origin))?.sessionId, again.sessionId, 'under a new secret');
	assert.equal(
		await codeOf(freshen(stale, codeNow(secret))),
		'identity/code-wrong',
		'also here a code works once',
	);
	await suspendOfficer(again, { ...ref, suspended: true });
	const dead = freshen(colleague.officer, password);
	assert.equal(await codeOf(dead), 'identity/sign-in-needed', 'a session that ended is not revived');
	const { officer: other } = await officerWith(again, '12.71', 'triage');
	assert.equal(await proofOf(other), 'password');
	assert.equal(await codeOf(freshen(other, 'salah')), 'identity/password-wrong');
	assert.equal(await codeOf(freshen(other, password)), 'fine');
	nextStep();
});

test('the last app stays where the installation requires one', async () => {
	const { officer } = await enrolled();
	const [app] = (await listFactors(officer)).apps;
	await setRule(officer, { code: 'second-factor-from', value: '2026-01-01' });
	const id = app?.id ?? '';
	assert.equal(await codeOf(removeTotp(officer, { id })), 'identity/last-factor');
	await setRule(officer, { code: 'second-factor-from', value: 'offered' });
	const other = (await enrolled()).officer;
	assert.equal(await codeOf(removeTotp(other, { id })), 'identity/no-such-factor', 'nobody else’s');
	await removeTotp(officer, { id });
	assert.deepEqual(await listFactors(officer), { apps: [], recoveryLeft: 0 });
});

test('whoever the account belongs to hears of each change by mail, of guesses once', async () => {
	const { officer, email, codes } = await enrolled();
	const guessed = await ticketOf(email);
	for (let n = 0; n < 6; n++) await codeOf(finishSignIn({ ticket: guessed, code: '000000' }, visit));
	await migratorDb.query({ text: 'delete from platform.spent' });
	await finishSignIn({ ticket: await ticketOf(email), code: codes[0] ?? '' }, visit);
	const fresh = { ...officer, freshAt: at() };
	await renewRecoveryCodes(fresh);
	const [factor] = (await listFactors(fresh)).apps;
	await removeTotp(fresh, { id: factor?.id ?? '' });
	const told = (await waiting()).filter(({ to }) => to === email).map(({ text }) => text.split('\n')[0]);
	const changes = ['added', 'guessed', 'recovery-used', 'recovery-renewed', 'removed'];
	assert.deepEqual(
		told,
		changes.map((what) => translate('id', `factors.mail.${what}`)),
	);
});
