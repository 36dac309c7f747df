import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { providerNow } from './provider/provider.ts';

type Handler = ReturnType<Provider['callback']>;
const handlers = new WeakMap<Provider, Handler>();

/** Answers a request to the provider: one whose `url` is within it, and whose headers were set by our own host. */
export async function handleOidc(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const provider = await providerNow();
	const known = handlers.get(provider) ?? provider.callback();
	handlers.set(provider, known);
	await known(request, response);
}
