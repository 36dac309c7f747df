import { z } from 'zod';
import { now } from '#platform/clock';
import { migratorDb, withScope, withTx } from '#platform/db';
import { on } from '#platform/events';
import { defineBeat, defineJob } from '#platform/jobs';
import { endAccount, endSessions } from './end-sessions.ts';
import { forgetOldKeys } from './keys/rotate-keys.ts';
import { tellApp } from './provider/provider.ts';
import { unlinkAll } from './store/outside.ts';
import { deleteEnded } from './store/passing.ts';
import { moveSession } from './store/sessions.ts';

const atOnce = 5000;

on('identity.suspended', 'sso/end-account');
on('identity.sessions-ended', 'sso/end-sessions');
on('identity.session-renewed', 'sso/move-session');
on('identity.came-back', 'sso/unlink-all');

defineJob('sso/end-account', z.object({ accountId: z.uuid() }), ({ accountId }) => endAccount(accountId));
defineJob('sso/end-sessions', z.object({ sessionIds: z.array(z.uuid()) }), ({ sessionIds }) =>
	endSessions({ portalSessions: sessionIds }),
);
defineJob('sso/move-session', z.object({ from: z.uuid(), to: z.uuid() }), ({ from, to }) =>
	withTx((tx) => moveSession(tx, from, to)),
);
defineJob('sso/unlink-all', z.object({ accountId: z.uuid() }), ({ accountId }) =>
	withScope({ account: accountId }, (tx) => unlinkAll(tx, accountId, now())),
);
defineJob(
	'sso/tell-app',
	z.object({ clientId: z.string(), subject: z.string(), sid: z.string().nullable() }),
	tellApp,
);
defineBeat('sso/sweep', 60, sweep);
defineBeat('sso/forget-keys', 3600, forgetOldKeys);

/** What ended is forgotten a minute later, as much as there is. */
export async function sweep(): Promise<void> {
	while ((await deleteEnded(migratorDb, new Date(now().getTime() - 60_000), atOnce)) >= atOnce);
}
