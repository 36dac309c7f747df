import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { readMessages } from './read-messages.ts';
import { placesOf } from './template.ts';

const top = resolve(import.meta.dirname, '../../..');
const files = readMessages();
const keysOf = (language: string) =>
	new Map(
		files.filter((file) => file.language === language).flatMap((file) => Object.entries(file.messages)),
	);
const id = keysOf('id');
const en = keysOf('en');

const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
	cwd: top,
	encoding: 'utf8',
})
	.split('\n')
	.filter((path) => /^(server|web)\/.*\.(ts|js|svelte)$/.test(path) && !path.endsWith('.test.ts'))
	.filter((path) => existsSync(resolve(top, path)))
	.map((path) => ({ path, text: readFileSync(resolve(top, path), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '') }));

test('every message is there in both languages', () => {
	const modules = new Set(files.map((file) => file.module));
	for (const module of modules) {
		const pair = files.filter((file) => file.module === module);
		assert.deepEqual(
			pair.map((file) => file.language),
			['en', 'id'],
			`web/locales/${module}.*.json`,
		);
		const [english, indonesian] = pair.map((file) => Object.keys(file.messages).sort());
		assert.deepEqual(english, indonesian, `web/locales/${module}: keys`);
	}
});

test('both languages have the same places to fill, and no text is empty', () => {
	for (const [key, text] of id) {
		assert.ok(text.trim() && en.get(key)?.trim(), `${key} is empty`);
		const english = placesOf(en.get(key) ?? '');
		assert.deepEqual(english, placesOf(text), key);
	}
});

test('no key is written in two modules', () => {
	const seen = files.filter((file) => file.language === 'id').flatMap((file) => Object.keys(file.messages));
	assert.deepEqual(
		seen.filter((key, index) => seen.indexOf(key) !== index),
		[],
	);
});

test('every message that is used exists', () => {
	const missing: string[] = [];
	for (const { path, text } of sources) {
		for (const [key, whole] of usedKeys(text)) {
			if (whole ? !id.has(key) : ![...id.keys()].some((known) => known.startsWith(key)))
				missing.push(`${path}: ${key}`);
		}
	}
	assert.deepEqual(missing, []);
});

/** `t('key')`, `translate(lang, 'key')`, the beginning of t(`key.${…}`), and the sentence of each refusal. */
function* usedKeys(text: string): Generator<[key: string, whole: boolean]> {
	for (const match of text.matchAll(
		/(?<![\w.])(?:locals\.)?(?:t|translate)\(\s*(?:[\w.]+,\s*)?(['`])([a-z][\w.-]*)(\1|\$\{)/g,
	)) {
		yield [match[2] ?? '', match[3] !== '${'];
	}
	for (const match of text.matchAll(/new Refusal\(\s*'[a-z-]+',\s*'([a-z0-9-]+)\/([a-z0-9-]+)'/g)) {
		yield [`refusal.${match[1]}.${match[2]}`, true];
	}
}
