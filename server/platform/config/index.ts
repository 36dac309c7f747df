export { config } from './config.ts';
export { type Config, loadConfig } from './load-config.ts';
export { ownHeaders, preparePagesEnvironment } from './pages-environment.ts';
