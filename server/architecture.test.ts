import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { asOwner, asSystem, forbiddenNames, type Room, rooms } from './architecture.ts';

const top = resolve(import.meta.dirname, '..');
const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
	cwd: top,
	encoding: 'utf8',
})
	.split('\n')
	.filter((path) => /^(server|rules|web|bin|bench|tests)\/.*\.(ts|svelte|js)$/.test(path))
	.filter((path) => !path.includes('/build/'))
	.flatMap((path) => {
		try {
			return [{ path, text: readFileSync(resolve(top, path), 'utf8') }];
		} catch {
			return []; // removed in the working tree, not yet in the index
		}
	});
const roomNames = Object.keys(rooms);

const roomOf = (path: string) => roomNames.find((room) => path.startsWith(`server/${room}/`));
const importsOf = (text: string) =>
	[...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '');

function mayUse(from: string, target: string): boolean {
	const allowed: readonly string[] = rooms[from as Room]; // a key of `rooms`: found by roomOf
	return from === target || allowed.includes(target);
}

test('a room names only rooms above it', () => {
	const order = roomNames.flatMap((room, index) =>
		rooms[room as Room].filter((used) => roomNames.indexOf(used) >= index).map((used) => `${room} → ${used}`),
	);
	assert.deepEqual(order, []);
});

test('rooms use other rooms by their face only, and only those above', () => {
	const wrong: string[] = [];
	for (const { path, text } of sources) {
		const room = roomOf(path);
		if (!room) continue;
		for (const target of importsOf(text)) {
			const named = target.match(/^#([a-z0-9-]+)$/)?.[1];
			if (named && roomNames.includes(named) && !mayUse(room, named)) wrong.push(`${path}: ${target}`);
			if (target.startsWith('#lib')) wrong.push(`${path}: ${target}`);
			if (target.startsWith('.')) {
				const goal = relative(top, resolve(top, dirname(path), target));
				const outside = !goal.startsWith(`server/${room}/`) && !goal.startsWith('tests/support/');
				if (outside && !goal.startsWith('data/')) wrong.push(`${path}: ${target}`);
			}
		}
	}
	assert.deepEqual(wrong, []);
});

test('mechanisms know nothing of government', () => {
	const wrong = sources
		.filter(({ path }) => path.startsWith('server/platform/') && !path.endsWith('.test.ts'))
		.flatMap(({ path, text }) =>
			importsOf(text)
				.filter((target) => roomNames.includes(target.replace(/^#/, '')))
				.map((target) => `${path}: ${target}`),
		);
	assert.deepEqual(wrong, []);
});

test('rules are pure: what server and browser share names neither', () => {
	const wrong = sources
		.filter(({ path }) => path.startsWith('rules/') && !path.endsWith('.test.ts'))
		.flatMap(({ path, text }) => importsOf(text).map((target) => `${path}: ${target}`))
		.filter((line) => !line.includes(': ./'));
	assert.deepEqual(wrong, []);
});

test('pages and doors reach rooms by their faces', () => {
	const wrong = sources
		.filter(({ path }) => path.startsWith('web/') || path.startsWith('server/doors/'))
		.flatMap(({ path, text }) =>
			importsOf(text)
				.filter(
					(target) =>
						/(?:^|\/)server\//.test(target) ||
						/^(\.\.\/)+(regions|identity|casework|reports|platform)\//.test(target),
				)
				.map((target) => `${path}: ${target}`),
		);
	assert.deepEqual(wrong, []);
});

test('a table is named only in the room whose schema it lives in', () => {
	const wrong: string[] = [];
	for (const { path, text } of sources) {
		if (!path.startsWith('server/') || path.endsWith('.test.ts') || path.endsWith('schema.ts')) continue;
		const room = roomOf(path) ?? path.match(/^server\/doors\/([a-z0-9]+)/)?.[1];
		const sql = [
			...text.matchAll(/\b(?:from|join|into|update|delete from|table)\s+(?:only\s+)?([a-z_0-9]+)\.[a-z_]+/g),
		];
		for (const match of sql) {
			const schema = match[1] ?? '';
			if (!roomNames.includes(schema) || schema === room) continue;
			wrong.push(`${path}: ${match[0]}`);
		}
	}
	assert.deepEqual(wrong, []);
});

test('pages hold no SQL', () => {
	const wrong = sources
		.filter(({ path }) => path.startsWith('web/'))
		.filter(
			({ text }) =>
				/\bselect\b[^;'"`]{1,200}\bfrom\s+[a-z]+\.[a-z]/i.test(text) || /#platform\/db/.test(text),
		)
		.map(({ path }) => path);
	assert.deepEqual(wrong, []);
});

test('only the configuration reads the environment', () => {
	const wrong = sources
		.filter(({ path }) => path.startsWith('server/') || path.startsWith('web/'))
		.filter(({ path }) => !path.startsWith('server/platform/config/') && !path.endsWith('.test.ts'))
		.filter(({ text }) => /process\.env/.test(text))
		.map(({ path }) => path);
	assert.deepEqual(wrong, []);
});

/** Files where a word stands, among those that ship. */
const holding = (word: RegExp) =>
	sources
		.filter(({ path }) => /^(server|web)\//.test(path) && !path.endsWith('.test.ts'))
		.filter(({ path }) => !path.startsWith('server/platform/db/'))
		.filter(({ text }) => word.test(text))
		.map(({ path }) => path)
		.sort();

test('who goes past the second wall as the owner of the database is written down', () => {
	assert.deepEqual(holding(/\bmigratorDb\b|poolFor\('owner'\)/), Object.keys(asOwner).sort());
});

test('who sees every government’s cases at once is written down', () => {
	assert.deepEqual(holding(/\bsystem: true\b/), Object.keys(asSystem).sort());
});

test('names say what a thing is', () => {
	const forbidden: readonly string[] = forbiddenNames;
	const wrong = sources
		.map(({ path }) => path)
		.filter((path) => path.split('/').some((part) => forbidden.includes(basename(part).replace(/\..*$/, ''))))
		.filter((path) => !path.endsWith('.d.ts'));
	assert.deepEqual(wrong, []);
});

test('no file is too long to read', () => {
	const wrong = sources
		.filter(({ path }) => !/(\.test\.ts|schema\.ts)$/.test(path))
		.filter(({ text }) => text.split('\n').length > 400)
		.map(({ path, text }) => `${path}: ${text.split('\n').length}`);
	assert.deepEqual(wrong, []);
});

test('no `any`, no unfinished work', () => {
	const wrong = sources
		.filter(({ path }) => !path.endsWith('architecture.test.ts'))
		.flatMap(({ path, text }) =>
			text
				.split('\n')
				.map((line, index) => ({ line, at: `${path}:${index + 1}` }))
				.filter(({ line }) =>
					/\bas any\b|: any\b|<any>|@ts-ignore|@ts-expect-error|\bTODO\b|\bFIXME\b/.test(line),
				)
				.map(({ at }) => at),
		);
	assert.deepEqual(wrong, []);
});
