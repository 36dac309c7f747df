import { z } from 'zod';
import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { defineBeat, defineJob } from '#platform/jobs';
import { forgetSessions } from './forget-sessions.ts';
import { applyImport } from './import/apply-import.ts';
import { forgetFirstPasswords } from './import/forget-first-passwords.ts';
import { beginComeback, remindComeback } from './residents/begin-comeback.ts';
import { deleteEndedCodes } from './store/codes.ts';

defineBeat('identity/forget-sessions', 3600, forgetSessions);
const dayMs = 86_400_000;
defineBeat('identity/forget-codes', 3600, () =>
	deleteEndedCodes(migratorDb, new Date(now().getTime() - dayMs)),
);
defineBeat('identity/forget-first-passwords', 3600, forgetFirstPasswords);
defineJob('identity/apply-import', z.object({ pemda: z.string(), importId: z.uuid() }), applyImport);
defineJob(
	'identity/begin-comeback',
	z.object({
		id: z.uuid(),
		lost: z.string(),
		kind: z.enum(['email', 'phone']),
		address: z.string(),
		counterHash: z.string(),
	}),
	beginComeback,
);
defineJob('identity/remind-comeback', z.object({ id: z.uuid() }), remindComeback);
