import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RequestEvent } from '@sveltejs/kit';
import { Refusal } from '#platform/refusal';
import { act, textOf } from './act.ts';

/** What `act` reads of an event: the form, the address, the words. */
function send(fields: [string, string | File][], address = 'http://localhost/x?/close'): RequestEvent {
	const form = new FormData();
	for (const [name, value] of fields) form.append(name, value);
	const request = new Request(address, { method: 'POST', body: form });
	const locals = { t: (key: string, params?: object) => `${key} ${JSON.stringify(params ?? {})}` };
	const event: unknown = { request, url: new URL(address), locals };
	return event as RequestEvent; // the three things above are all that is read
}

const refuse = () =>
	Promise.reject(
		new Refusal('conflict', 'cases/already-closed', {
			fields: { reason: 'cases.say-why' },
			params: { days: 3 },
		}),
	);

test('what an act returns is what the action returns', async () => {
	assert.equal(await act(send([['reason', ' done ']]), async (form) => textOf(form, 'reason')), 'done');
});

test('a refusal comes back with its status, its sentences and what was typed', async () => {
	const answer = await act(
		send([
			['reason', ' because '],
			['kind', 'a'],
			['kind', 'b'],
			['photo', new File(['x'], 'x.jpg')],
		]),
		refuse,
	);
	assert.deepEqual(
		{ ...answer },
		{
			status: 409,
			data: {
				action: '/close',
				key: '',
				errors: {
					message: 'refusal.cases.already-closed {"days":3}',
					fields: { reason: 'cases.say-why {"days":3}' },
				},
				values: { reason: [' because '], kind: ['a', 'b'], photo: [] },
			},
		},
	);
});

test('passwords are not given back, and names a form never had do no harm', async () => {
	const fields: [string, string][] = [
		['password', 'secret'],
		['__proto__', 'x'],
		['_form', 'row-7'],
	];
	const answer = await act(send(fields, 'http://localhost/x'), refuse, { forget: ['password'] });
	assert.ok('data' in answer);
	assert.equal(answer.data.key, 'row-7');
	assert.equal(answer.data.action, '');
	assert.deepEqual(Object.keys(answer.data.values).sort(), ['__proto__', '_form']);
	assert.equal(Object.getPrototypeOf(answer.data.values), Object.prototype);
});

test('whatever is no refusal goes its way', async () => {
	await assert.rejects(
		act(send([]), () => Promise.reject(new TypeError('a fault'))),
		TypeError,
	);
});
