import { config } from './config.ts';

/** Headers that only our own host sets, from the configured public origin; what a client sends under these names is lost. */
export const ownHeaders = {
	protocol: 'x-ssp-protocol',
	host: 'x-ssp-host',
	address: 'x-ssp-address',
} as const;

/** The built pages read their settings from the environment when they are imported: call this before. */
export function preparePagesEnvironment(): void {
	process.env.PROTOCOL_HEADER = ownHeaders.protocol;
	process.env.HOST_HEADER = ownHeaders.host;
	process.env.ADDRESS_HEADER = ownHeaders.address;
	process.env.BODY_SIZE_LIMIT = String(config.uploadMaxBytes * 5 + 1024 * 1024);
}
