import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cookies } from '@sveltejs/kit';
import { ownPath } from './choices.ts';
import { forgetSession, type Jar, keepSession, sessionToken } from './session.ts';

/** A browser's jar as SvelteKit hands it over. */
function jar() {
	const kept = new Map<string, { value: string; options: Parameters<Cookies['set']>[2] }>();
	const cookies: Jar = {
		get: (name) => kept.get(name)?.value,
		set: (name, value, options) => void kept.set(name, { value, options }),
		delete: (name) => void kept.delete(name),
	};
	return { kept, cookies };
}
const session = { token: 'rahasia', endsAt: new Date('2026-11-25T00:00:00Z') };

test('over TLS the name binds the session to this host', () => {
	const { kept, cookies } = jar();
	const url = new URL('https://smart.sumutprov.go.id/masuk');
	keepSession(cookies, url, session);
	assert.deepEqual(kept.get('__Host-ssp')?.options, {
		...{ path: '/', httpOnly: true, sameSite: 'lax', secure: true },
		expires: session.endsAt,
	});
	assert.equal(sessionToken(cookies, url), 'rahasia');
	cookies.set('ssp', 'dari tempat lain', { path: '/' });
	assert.equal(sessionToken(cookies, url), 'rahasia', 'a cookie any subdomain could set is not looked at');
	forgetSession(cookies, url);
	assert.equal(sessionToken(cookies, url), undefined);
});

test('on plain http it is a plain name', () => {
	const { kept, cookies } = jar();
	const url = new URL('http://localhost:8080/masuk');
	keepSession(cookies, url, session);
	assert.equal(kept.get('ssp')?.options?.secure, false);
	assert.equal(sessionToken(cookies, url), 'rahasia');
});

test('a way back stays on this site', () => {
	const own = ['/', '/meja', '/kelola/petugas?pemda=12.71&q=a%20b', '/lacak/AB12-CD34-EF56'];
	const foreign = [
		...['', 'meja', '//jahat.example', '/\\jahat.example', '\\\\jahat.example', 'https://jahat.example'],
		...['javascript:alert(1)', '/a b', '/\tx', '/\n//jahat.example', '/a\\b', ' /meja', '/bahasa?kembali=/'],
	];
	for (const path of own) assert.equal(ownPath(path), path);
	for (const path of foreign) assert.equal(ownPath(path), '/', JSON.stringify(path));
});
