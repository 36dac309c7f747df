import { randomBytes } from 'node:crypto';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { hashOfToken } from './start-session.ts';
import { hasOperator, insertSetupToken } from './store/setup.ts';

const lastsHours = 24;

/** A one-time link's secret for the first start; undefined once there is an operator. */
export async function createSetupToken(): Promise<string | undefined> {
	if (await hasOperator(db)) return undefined;
	const token = randomBytes(32).toString('base64url');
	const at = now();
	await insertSetupToken(db, hashOfToken(token), at, new Date(at.getTime() + lastsHours * 3_600_000));
	return token;
}
