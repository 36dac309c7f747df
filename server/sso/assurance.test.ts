import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amrOf, findMet, lowestWanted } from './assurance.ts';
import { tellSubject } from './subject.ts';

test('who is surer than asked is sure enough, along one ladder', () => {
	const cases: [have: string, wanted: string[], met: string | undefined][] = [
		['urn:ssp:acr:verified', ['urn:ssp:acr:verified'], 'urn:ssp:acr:verified'],
		['urn:ssp:acr:verified', ['urn:ssp:acr:nik'], 'urn:ssp:acr:nik'],
		['urn:ssp:acr:verified', ['urn:ssp:acr:contact', 'urn:ssp:acr:nik'], 'urn:ssp:acr:nik'],
		['urn:ssp:acr:contact', ['urn:ssp:acr:nik'], undefined],
		['urn:ssp:acr:officer-mfa', ['urn:ssp:acr:officer'], 'urn:ssp:acr:officer'],
		['urn:ssp:acr:officer-mfa', ['urn:ssp:acr:contact'], undefined],
		['urn:ssp:acr:officer', ['urn:ssp:acr:officer-mfa', 'urn:ssp:acr:nik'], undefined],
		['', ['urn:ssp:acr:contact'], undefined],
		['urn:ssp:acr:contact', [], undefined],
	];
	for (const [have, wanted, met] of cases) assert.equal(findMet(have, wanted), met, `${have} for ${wanted}`);
	assert.equal(lowestWanted('resident', ['urn:ssp:acr:verified', 'urn:ssp:acr:nik']), 'urn:ssp:acr:nik');
	assert.equal(lowestWanted('resident', ['urn:ssp:acr:officer']), undefined);
});

test('what was shown is told in the standard’s words', () => {
	assert.deepEqual(amrOf({ factors: ['password'] }), ['pwd']);
	assert.deepEqual(amrOf({ factors: ['password', 'totp'] }), ['otp', 'pwd', 'mfa']);
	assert.deepEqual(amrOf({ factors: ['passkey'] }), ['pop', 'user', 'mfa']);
	assert.deepEqual(amrOf({ factors: ['code'] }), ['otp']);
});

test('a resident is another in each app, an officer the same in all', () => {
	const [one, other] = ['a'.repeat(24), 'b'.repeat(24)];
	const id = '019ab000-0000-7000-8000-000000000001';
	assert.equal(tellSubject(`officer:${id}`, one), id);
	assert.equal(tellSubject(`resident:${id}`, one), tellSubject(`resident:${id}`, one));
	assert.notEqual(tellSubject(`resident:${id}`, one), tellSubject(`resident:${id}`, other));
	assert.equal(tellSubject(`resident:${id}`, one).includes(id), false);
});
