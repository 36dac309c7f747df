import { z } from 'zod';
import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { defineBeat, defineJob } from '#platform/jobs';
import { forgetSessions } from './forget-sessions.ts';
import { applyImport } from './import/apply-import.ts';
import { forgetFirstPasswords } from './import/forget-first-passwords.ts';
import { deleteEndedCodes } from './store/codes.ts';

defineBeat('identity/forget-sessions', 3600, forgetSessions);
const dayMs = 86_400_000;
defineBeat('identity/forget-codes', 3600, () =>
	deleteEndedCodes(migratorDb, new Date(now().getTime() - dayMs)),
);
defineBeat('identity/forget-first-passwords', 3600, forgetFirstPasswords);
defineJob('identity/apply-import', z.object({ pemda: z.string(), importId: z.uuid() }), applyImport);
