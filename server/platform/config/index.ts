export { config } from './config.ts';
export { loadConfig, type Config } from './load-config.ts';
export { ownHeaders, preparePagesEnvironment } from './pages-environment.ts';
