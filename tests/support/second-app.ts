import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as client from 'openid-client';

/** What another office's app keeps while somebody is on their way to the provider and back. */
type OnTheWay = { verifier: string; state: string; nonce: string; config: client.Configuration };
export type SignedIn = {
	tokens: Awaited<ReturnType<typeof client.authorizationCodeGrant>>;
	claims: client.IDToken;
};

type Registered = { issuer: string; clientId: string; secret: string | null };

/**
 * A small app of another office, by the library such apps use: it sends people to the provider, takes them back, and
 * hears when they signed out. It knows nothing of the provider's inside.
 */
export class SecondApp {
	readonly server: Server;
	readonly origin: string;
	readonly redirectUri: string;
	#registered: Registered | undefined;
	#config: client.Configuration | undefined;
	#way: OnTheWay | undefined;
	/** Who is in, as the last to come back. */
	signedIn: SignedIn | undefined;
	/** What it was told: back-channel logout tokens and front-channel addresses, as they came. */
	readonly told: { logoutTokens: string[]; frames: string[] } = { logoutTokens: [], frames: [] };

	private constructor(server: Server, port: number) {
		this.server = server;
		this.origin = `http://localhost:${port}`;
		this.redirectUri = `${this.origin}/kembali`;
	}

	static async start(): Promise<SecondApp> {
		const server = createServer();
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		if (address === null || typeof address === 'string') throw new Error('no port');
		const app = new SecondApp(server, address.port);
		server.on('request', (request, response) => void app.#answer(request, response));
		return app;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		this.server.close();
		await once(this.server, 'close');
	}

	register(registered: Registered): void {
		this.#registered = registered;
		this.#config = undefined;
	}

	/** The provider's own description of itself, read once. */
	async configuration(): Promise<client.Configuration> {
		if (!this.#registered) throw new Error('The app is not registered');
		const { issuer, clientId, secret } = this.#registered;
		const auth = secret ? client.ClientSecretBasic(secret) : client.None();
		this.#config ??= await client.discovery(new URL(issuer), clientId, undefined, auth, {
			execute: [client.allowInsecureRequests],
		});
		return this.#config;
	}

	/** Where the app sends whoever wants in. */
	async begin(more: Record<string, string> = {}, pushed = false): Promise<URL> {
		const config = await this.configuration();
		const verifier = client.randomPKCECodeVerifier();
		const [state, nonce] = [client.randomState(), client.randomNonce()];
		this.#way = { verifier, state, nonce, config };
		const parameters = {
			redirect_uri: this.redirectUri,
			scope: 'openid profile posts',
			code_challenge: await client.calculatePKCECodeChallenge(verifier),
			code_challenge_method: 'S256',
			state,
			nonce,
			...more,
		};
		return pushed
			? client.buildAuthorizationUrlWithPAR(config, parameters)
			: client.buildAuthorizationUrl(config, parameters);
	}

	/** Takes somebody back: checks state, issuer, nonce, signature, and exchanges the code. */
	async finish(back: URL, changes: { verifier?: string; code?: string } = {}): Promise<SignedIn> {
		if (!this.#way) throw new Error('Nobody is on the way');
		const { verifier, state, nonce, config } = this.#way;
		if (changes.code) back.searchParams.set('code', changes.code);
		const tokens = await client.authorizationCodeGrant(config, back, {
			pkceCodeVerifier: changes.verifier ?? verifier,
			expectedState: state,
			expectedNonce: nonce,
			idTokenExpected: true,
		});
		const claims = tokens.claims();
		if (!claims) throw new Error('No id token came');
		this.signedIn = { tokens, claims };
		return this.signedIn;
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', this.origin);
		try {
			if (url.pathname === '/') return page(response, 200, this.#home());
			if (url.pathname === '/masuk') return go(response, (await this.begin()).href);
			if (url.pathname === '/keluar') return go(response, await this.#signOutAddress());
			if (url.pathname === '/kembali') {
				await this.finish(url);
				return go(response, '/');
			}
			if (url.pathname === '/logout-depan') {
				this.told.frames.push(url.href);
				return page(response, 200, 'keluar');
			}
			if (url.pathname === '/logout-belakang' && request.method === 'POST') {
				const token = new URLSearchParams(await read(request)).get('logout_token');
				if (token) this.told.logoutTokens.push(token);
				this.signedIn = undefined;
				return void response.writeHead(200, { 'cache-control': 'no-store' }).end();
			}
			page(response, 404, 'tidak ada');
		} catch (error) {
			page(response, 400, error instanceof Error ? error.message : 'galat');
		}
	}

	#home(): string {
		if (!this.signedIn) return '<p>Belum masuk</p><a href="/masuk">Masuk dengan Sumut Smart Province</a>';
		return `<p>Masuk sebagai <strong>${this.signedIn.claims.sub}</strong></p><a href="/keluar">Keluar</a>`;
	}

	async #signOutAddress(): Promise<string> {
		const config = await this.configuration();
		const hint = this.signedIn?.tokens.id_token;
		const address = client.buildEndSessionUrl(config, {
			post_logout_redirect_uri: `${this.origin}/`,
			...(hint ? { id_token_hint: hint } : {}),
		});
		this.signedIn = undefined;
		return address.href;
	}
}

function page(response: ServerResponse, status: number, text: string): void {
	response
		.writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
		.end(
			`<!doctype html><html lang="id"><title>Aplikasi kedua</title><main><h1>Aplikasi kedua</h1>${text}</main></html>`,
		);
}

function go(response: ServerResponse, to: string): void {
	response.writeHead(303, { location: to }).end();
}

async function read(request: IncomingMessage): Promise<string> {
	let text = '';
	for await (const chunk of request) text += chunk;
	return text;
}
