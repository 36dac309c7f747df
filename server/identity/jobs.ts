import { defineBeat } from '#platform/jobs';
import { forgetSessions } from './forget-sessions.ts';

defineBeat('identity/forget-sessions', 3600, forgetSessions);
