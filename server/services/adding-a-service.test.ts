import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { canonical, layOut, lintDefinition } from '#services';

/** docs/adding-a-service.md, followed step by step. */
const top = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/adding-a-service.md', top), 'utf8');
const today = '2026-11-24';
const linesOf = (given: unknown) =>
	lintDefinition(given, today).faults.map(({ at, what }) => `${at}: ${what}`);
/** The page breaks its lines. */
const says = (words: string) => page.replaceAll(/\s+/g, ' ').includes(words);

test('every file it names is there', () => {
	const named = [...page.matchAll(/`((?:data|docs|rules|server|bin)\/[\w./-]+)/g)].map(
		([, path = '']) => path,
	);
	assert.ok(named.length >= 3);
	for (const path of named.filter((one) => !one.includes('YOUR'))) {
		const real = path.includes('*') ? path.slice(0, path.indexOf('*')) : path;
		assert.ok(existsSync(new URL(real, top)), path);
	}
});

test('a copy under another name is a service, and its file is the same after it was written out', () => {
	const [, from = ''] = /Copy `([^`]+)`/.exec(page) ?? [];
	const copy = { ...JSON.parse(readFileSync(new URL(from, top), 'utf8')), id: 'layanan-saya' };
	assert.deepEqual(linesOf(copy), []);
	const { definition } = lintDefinition(copy, today);
	assert.equal(canonical(JSON.parse(layOut(definition))), canonical(definition));
});

test('faults are told as the page shows them', () => {
	const [, from = ''] = /Copy `([^`]+)`/.exec(page) ?? [];
	const copy = JSON.parse(readFileSync(new URL(from, top), 'utf8'));
	const [condition] = copy.eligibility;
	const [shown = ''] = linesOf({ ...copy, eligibility: [{ ...condition, rule: { answer: 'umur' } }] });
	assert.ok(says(shown), shown);
	const { process } = copy;
	const oneHand = process.transitions.map((one: { by: string[]; fourEyes?: boolean }) =>
		one.by.includes('office-head') ? { ...one, by: ['officer'], fourEyes: false } : one,
	);
	const said = linesOf({ ...copy, process: { ...process, transitions: oneHand } }).join('\n');
	assert.match(said, /grants and may be taken by the officer who took the step before/);
	assert.ok(says('grants and may be taken by the officer who took the step before'));
});

test('what it calls needed is refused when it is missing', () => {
	const [, from = ''] = /Copy `([^`]+)`/.exec(page) ?? [];
	const copy = JSON.parse(readFileSync(new URL(from, top), 'utf8'));
	for (const part of ['standard', 'legalBasis', 'examples', 'summary']) {
		const { [part]: _, ...without } = copy;
		assert.ok(
			linesOf(without).some((line) => line.startsWith(part)),
			part,
		);
	}
	assert.ok(
		linesOf({ ...copy, examples: copy.examples.slice(0, 1) }).some((line) => line.startsWith('examples')),
	);
});
