import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { compress } from './compress.ts';

const text = '<!doctype html>'.repeat(100);
const page = () => {
	const headers = new Headers({ 'content-type': 'text/html', vary: 'cookie', etag: '"a"' });
	headers.append('set-cookie', 'a=1');
	headers.append('set-cookie', 'b=2');
	return new Response(text, { status: 422, headers });
};
const asking = (encoding: string) => new Request('http://x/', { headers: { 'accept-encoding': encoding } });

test('a page is compressed whole, with its status, its cookies and its length', async () => {
	const answer = await compress(asking('gzip, deflate, br'), page());
	const body = Buffer.from(await answer.arrayBuffer());
	assert.equal(gunzipSync(body).toString(), text);
	assert.equal(answer.status, 422);
	assert.equal(answer.headers.get('content-length'), String(body.length));
	assert.equal(answer.headers.get('vary'), 'cookie, accept-encoding');
	assert.deepEqual(answer.headers.getSetCookie(), ['a=1', 'b=2']);
});

test('a table is compressed as it comes', async () => {
	const headers = { 'content-type': 'text/csv; charset=utf-8', 'content-length': '4' };
	const answer = await compress(asking('gzip'), new Response('a;b\n', { headers }));
	assert.equal(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString(), 'a;b\n');
	assert.equal(answer.headers.get('content-length'), null);
	assert.equal(answer.headers.get('content-encoding'), 'gzip');
});

test('whoever takes none, and whatever is no text, gets it as it is', async () => {
	assert.equal(await (await compress(asking('identity'), page())).text(), text);
	const file = new Response('a photo', { headers: { 'content-type': 'image/jpeg' } });
	assert.equal(await compress(asking('gzip'), file), file);
	const away = new Response(null, { status: 303, headers: { 'content-type': 'text/html' } });
	assert.equal(await compress(asking('gzip'), away), away);
});
