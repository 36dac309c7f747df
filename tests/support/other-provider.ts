import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider, { type Adapter, type AdapterPayload, type Configuration } from 'oidc-provider';

/**
 * A regency's own account server: another instance of the certified provider, with one form for everything. Whoever types
 * a name is that person.
 */
export class OtherProvider {
	readonly issuer: string;
	readonly clientId = 'sumut-smart-province';
	readonly secret = 'rahasia-penyedia-lain-yang-cukup-panjang';
	readonly #stop: () => Promise<void>;
	/** Addresses it leads back to. */
	readonly returns: string[] = [];

	private constructor(issuer: string, stop: () => Promise<void>) {
		this.issuer = issuer;
		this.#stop = stop;
	}

	static async start(): Promise<OtherProvider> {
		const server = createServer();
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		if (address === null || typeof address === 'string') throw new Error('no port');
		const issuer = `http://localhost:${address.port}`;
		const other = new OtherProvider(issuer, async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		});
		const provider = new Provider(issuer, configurationFor(other));
		server.on('request', (request, response) => {
			const name = new URL(request.url ?? '/', issuer).searchParams.get('nama');
			if (!request.url?.startsWith('/orang/')) return void provider.callback()(request, response);
			if (name === null) return void response.setHeader('content-type', 'text/html').end(form);
			provider
				.interactionDetails(request, response)
				.then(async ({ grantId, params, prompt }) => {
					const known = grantId ? await provider.Grant.find(grantId) : undefined;
					const grant =
						known ?? new provider.Grant({ accountId: name, clientId: String(params['client_id']) });
					grant.addOIDCScope('openid');
					const id = await grant.save();
					const login = prompt.name === 'login' ? { login: { accountId: name } } : {};
					await provider.interactionFinished(request, response, { ...login, consent: { grantId: id } });
				})
				.catch((error: unknown) => response.writeHead(500).end(String(error)));
		});
		return other;
	}

	stop(): Promise<void> {
		return this.#stop();
	}
}

const form = `<!doctype html><html lang="id"><title>Akun kabupaten</title><main><h1>Akun kabupaten</h1>
	<form><label>Nama <input name="nama"></label><button>Masuk</button></form></main></html>`;

function configurationFor(other: OtherProvider): Configuration {
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	return {
		jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'satu', use: 'sig' }] },
		adapter: memoryFor(other),
		cookies: { keys: ['kunci kue penyedia lain'] },
		features: { devInteractions: { enabled: false } },
		pkce: { required: () => true },
		interactions: { url: (_ctx, { uid }) => `/orang/${uid}` },
		ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
		renderError: (ctx, out) => {
			ctx.body = out.error;
		},
		findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
	};
}

/** Forgets everything when the test file ends; knows one app, with the addresses of this moment. */
function memoryFor(other: OtherProvider): (kind: string) => Adapter {
	const all = new Map<string, AdapterPayload>();
	return (kind) => ({
		async upsert(id, payload) {
			all.set(`${kind} ${id}`, payload);
		},
		async find(id) {
			if (kind !== 'Client') return all.get(`${kind} ${id}`);
			const { clientId, secret, returns } = other;
			return { client_id: clientId, client_secret: secret, redirect_uris: [...returns] };
		},
		findByUid: async (uid) => [...all.values()].find((one) => one.uid === uid),
		findByUserCode: async () => undefined,
		async consume(id) {
			Object.assign(all.get(`${kind} ${id}`) ?? {}, { consumed: 1 });
		},
		async destroy(id) {
			all.delete(`${kind} ${id}`);
		},
		async revokeByGrantId(id) {
			for (const [key, one] of all) if (one.grantId === id) all.delete(key);
		},
	});
}
