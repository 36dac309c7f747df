export { config } from './config.ts';
export { loadConfig, type Config } from './load-config.ts';
