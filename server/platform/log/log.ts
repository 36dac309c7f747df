import pino from 'pino';
import { config } from '#platform/config';

/** One JSON line per fact on standard error. Ids and codes only: never a name, contact, text or address. */
export const log = pino(
	{ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
	pino.destination({ dest: 2, sync: true }),
);
