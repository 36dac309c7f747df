import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { fireClocks } from '#casework';
import { type Officer, type Role, setRule } from '#identity';
import { connect, disconnect, migratorDb } from '#platform/db';
import { listPosts } from '#regions';
import { officerWith, operator, password } from './accounts.ts';
import type { Desk } from './cases.ts';
import { type Platform, signIn } from './journey.ts';

/** Somebody with a post: how they sign in. */
export type Seated = { email: string; password: string };

/**
 * Puts people into posts of a running platform, through the rooms and not the pages: those have a journey of their own.
 * Nobody is asked for a second factor here. `close` it before the platform stops.
 */
export async function staff(platform: Platform) {
	connect(platform.database, 4);
	await setRule(null, { code: 'second-factor-from', value: 'offered' });
	const by = await operator();
	return {
		seat: (desk: Pick<Desk, 'pemda' | 'officeId'>, role: Role, name: string) => seat(by, desk, role, name),
		runOut,
		passDays,
		growStale,
		close: disconnect,
	};
}
export type Staff = Awaited<ReturnType<typeof staff>>;

async function seat(
	by: Officer,
	{ pemda, officeId }: Pick<Desk, 'pemda' | 'officeId'>,
	role: Role,
	name: string,
): Promise<Seated> {
	const post = (await listPosts(pemda, officeId)).find((one) => one.role === role);
	assert.ok(post, `${pemda} has a post for ${role} there`);
	const { email } = await officerWith(by, pemda, role, { postId: post.id, name });
	return { email, password };
}

/** Lets this clock of a case run out, as if its days had passed, and the sweep see it. */
async function runOut(number: string, clock: string): Promise<void> {
	const { rowCount } = await migratorDb.query({
		text: `update casework.deadline d set due_at = now() - interval '1 minute' from casework.case c
			where c.id = d.case_id and c.number = $1 and d.code = $2 and d.met_at is null and d.fired_at is null
				and d.cancelled_at is null`,
		values: [number.replaceAll('-', ''), clock],
	});
	assert.ok(rowCount, `a clock ${clock} runs`);
	await migratorDb.query({
		text: `update casework.custody u set due_at = least(u.due_at, now() - interval '1 minute') from casework.case c
			where c.id = u.case_id and c.number = $1 and u.ended_at is null`,
		values: [number.replaceAll('-', '')],
	});
	await fireClocks();
}

/** As if whoever is on the way back into an account had waited so long. */
async function passDays(days: number): Promise<void> {
	await migratorDb.query({
		text: 'update identity.comeback set ready_at = ready_at - make_interval(days => $1)',
		values: [days],
	});
}

/** As if everybody's last proof of who they are was an hour ago. */
async function growStale(): Promise<void> {
	await migratorDb.query({ text: "update identity.session set fresh_at = now() - interval '1 hour'" });
}

/** The desk of somebody, on a wide screen. */
export async function atDesk(browser: Browser, platform: Platform, who: Seated): Promise<Page> {
	const context = await browser.newContext({ locale: 'id-ID', viewport: { width: 1440, height: 900 } });
	const page = await context.newPage();
	page.setDefaultTimeout(12_000);
	await signIn(page, platform.origin, who);
	return page;
}

/** Opens one of the folded acts of a case on the desk. */
export async function unfold(page: Page, act: string) {
	const fold = page.locator('details.act', { has: page.locator('summary', { hasText: act }) }).first();
	if (!(await fold.evaluate((element) => element.hasAttribute('open'))))
		await fold.locator('summary').click();
	return fold;
}
