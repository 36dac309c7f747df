import { z } from 'zod';
import { defineBeat, defineJob } from '#platform/jobs';
import { forgetSessions } from './forget-sessions.ts';
import { applyImport } from './import/apply-import.ts';
import { forgetFirstPasswords } from './import/forget-first-passwords.ts';

defineBeat('identity/forget-sessions', 3600, forgetSessions);
defineBeat('identity/forget-first-passwords', 3600, forgetFirstPasswords);
defineJob('identity/apply-import', z.object({ pemda: z.string(), importId: z.uuid() }), applyImport);
