import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDate, formatDay, formatDuration, formatNumber, formatShare } from './format.ts';
import { chooseLanguage } from './language.ts';
import { parseTemplate, placesOf } from './template.ts';

const afternoon = new Date('2026-11-24T07:05:00Z');

test('dates are those of a clock in Medan', () => {
	assert.equal(formatDate('id', afternoon), '24 November 2026, 14.05 WIB');
	assert.equal(formatDate('en', afternoon), '24 November 2026, 14:05 WIB');
	assert.equal(formatDay('id', new Date('2026-08-16T17:00:00Z')), '17 Agustus 2026');
	assert.equal(formatDay('en', '2026-12-25'), '25 December 2026');
	assert.equal(formatDay('id', '2026-12-25', 'short'), '25 Des 2026');
});

test('numbers', () => {
	assert.equal(formatNumber('id', 2.5, 2, 2), '2,50');
	assert.equal(formatNumber('id', 1234.56), '1.234,56');
	assert.equal(formatNumber('en', 1234.56), '1,234.56');
	assert.equal(formatNumber('id', 15640905), '15.640.905');
	assert.equal(formatShare('id', 7, 8), '87,5%');
	assert.equal(formatShare('id', 0, 0), '–');
});

test('lengths of time show their two largest units', () => {
	assert.equal(formatDuration('id', 52), '2 hari 4 jam');
	assert.equal(formatDuration('en', 25), '1 day 1 hour');
	assert.equal(formatDuration('id', 0.58), '35 menit');
	assert.equal(formatDuration('id', 24.01), '1 hari');
	assert.equal(formatDuration('id', 0), '0 menit');
});

test('the language is what the person chose, else what the browser asks, else Indonesian', () => {
	assert.equal(chooseLanguage('en', 'id'), 'en');
	assert.equal(chooseLanguage(undefined, 'en-GB,en;q=0.9'), 'en');
	assert.equal(chooseLanguage(undefined, 'en;q=0.4, id;q=0.9'), 'id');
	assert.equal(chooseLanguage('xx', 'zh-CN, fr;q=0.2'), 'id');
	assert.equal(chooseLanguage(undefined, null), 'id');
	assert.equal(chooseLanguage(undefined, 'en;q=nonsense, id'), 'id');
});

test('templates', () => {
	assert.deepEqual(parseTemplate('{count} {count:report|reports} in {place}'), [
		{ name: 'count' },
		' ',
		{ name: 'count', words: ['report', 'reports'] },
		' in ',
		{ name: 'place' },
	]);
	assert.deepEqual(parseTemplate('A { brace'), ['A { brace']);
	assert.deepEqual(placesOf('{b} {a} {a:x|y}'), ['a', 'b']);
});
