import { after } from 'node:test';
import { findActor, startSession } from '#identity';
import { createHost } from '#platform/http';
import { allow, type NewApp, readStep, type Step } from '#sso';
import { oidcDoor } from '../../server/doors/oidc/index.ts';
import { device, origin as from } from './accounts.ts';
import { origin, port } from './own-origin.ts';

/** The provider over real HTTP until the test file ends. */
export async function startOidc(): Promise<void> {
	const app = createHost();
	await app.register(oidcDoor);
	await app.listen({ port, host: 'localhost' });
	after(() => app.close());
}

export const issuer = `${origin}/oidc`;

/** An app as an administrator would write it down, with what a test needs otherwise. */
export function appFields(changes: Partial<NewApp> = {}): NewApp {
	return {
		pemda: '12.71',
		kind: 'web',
		name: 'Perizinan Medan',
		forWhom: ['officer', 'resident'],
		redirectUris: ['https://izin.medan.example/kembali'],
		postLogoutUris: [],
		scopes: ['openid', 'profile', 'email', 'posts', 'offline_access'],
		contacts: ['tim@medan.example'],
		backchannelLogoutUri: '',
		frontchannelLogoutUri: '',
		signing: 'ES256',
		...changes,
	};
}

/**
 * A browser without pages: it keeps cookies and follows the provider; where the portal would show a page it asks the
 * room what the page would, and says yes.
 */
export class Browser {
	#jar = new Map<string, { value: string; path: string }>();
	readonly steps: Step['step'][] = [];

	/** Signed in at the portal, as their page would leave it. */
	static async of(
		accountId: string,
		factors: Parameters<typeof startSession>[1] = ['code'],
	): Promise<Browser> {
		const browser = new Browser();
		browser.keep((await startSession(accountId, factors, { origin: from, device })).token);
		return browser;
	}

	keep(token: string): void {
		this.#jar.set('ssp', { value: token, path: '/' });
	}

	cookiesFor(path: string): string {
		return [...this.#jar]
			.filter(([, cookie]) => path.startsWith(cookie.path))
			.map(([name, { value }]) => `${name}=${value}`)
			.join('; ');
	}

	async ask(address: URL | string, init: RequestInit = {}): Promise<Response> {
		const url = new URL(address, origin);
		const headers = { accept: 'text/html', cookie: this.cookiesFor(url.pathname), ...Object(init.headers) };
		const answer = await fetch(url, { redirect: 'manual', ...init, headers });
		for (const line of answer.headers.getSetCookie()) this.#take(line);
		return answer;
	}

	#take(line: string): void {
		const [pair = '', ...rules] = line.split(';').map((part) => part.trim());
		const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
		const path = rules.find((rule) => /^path=/i.test(rule))?.slice(5) ?? '/';
		if (value === '' || rules.some((rule) => /^expires=Thu, 01 Jan 1970/i.test(rule))) this.#jar.delete(name);
		else this.#jar.set(name, { value, path });
	}

	async actor() {
		return (
			(await findActor(this.#jar.get('ssp')?.value, from)) ?? ({ kind: 'anonymous', origin: from } as const)
		);
	}

	/** What the portal's page for this step would show. */
	async step(path: string): Promise<Step> {
		const step = await readStep(path.split('/').at(-1) ?? '', {
			cookie: this.cookiesFor(path),
			actor: await this.actor(),
		});
		this.steps.push(step.step);
		return step;
	}

	/** Goes on until somebody else's address is reached, or a page that needs more than a yes. */
	async follow(start: URL | string, most = 12): Promise<URL> {
		let at = new URL(start, origin);
		for (let n = 0; n < most; n++) {
			if (at.origin !== origin || /^\/(masuk\/galat|keluar)/.test(at.pathname)) return at;
			if (at.pathname.startsWith('/masuk/aplikasi/')) {
				const step = await this.step(at.pathname);
				const mind = { cookie: this.cookiesFor(at.pathname), actor: await this.actor() };
				if (step.step === 'go') at = new URL(step.to, origin);
				else if (step.step === 'consent')
					at = new URL(await allow(at.pathname.split('/').at(-1) ?? '', mind), origin);
				else return at;
				continue;
			}
			const answer = await this.ask(at);
			const to = answer.headers.get('location');
			if (!to)
				throw new Error(`${at.pathname} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
			at = new URL(to, at);
		}
		throw new Error(`It goes round and round: ${at.href}`);
	}
}
