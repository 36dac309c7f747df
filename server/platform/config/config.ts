import { loadConfig } from './load-config.ts';

/** Read and checked once. `process.env` anywhere else fails a test. */
export const config = loadConfig(process.env);
