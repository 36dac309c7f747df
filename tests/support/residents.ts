import { findActor, type Level, type Resident, startSession } from '#identity';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { device, origin } from './accounts.ts';

/** A resident who signed in with a code, at a level that no proof stands behind. */
export async function resident(level: Level = 'contact', name: string | null = null): Promise<Resident> {
	const id = newId();
	await migratorDb.query({
		text: `insert into identity.account (id, kind, name, level, created_by) values ($1, 'resident', $2, $3, 'test')`,
		values: [id, name, level],
	});
	return again(await startSession(id, ['code'], { origin, device }));
}

/** The same resident as the next request finds them. */
export async function again(session: { token: string }): Promise<Resident> {
	const actor = await findActor(session.token, origin);
	if (actor?.kind !== 'resident') throw new Error('A session that was just made is not there');
	return actor;
}

let count = 0;
/** A NIK of Kisaran for a woman born on 2 January 1990, different each time. */
export function newNik(): { nik: string; birthDate: string } {
	return { nik: `120919420190${String(++count).padStart(4, '0')}`, birthDate: '1990-01-02' };
}
