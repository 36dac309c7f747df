import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf, spellingsOf, wordsOf } from './search-key.ts';

const words = (typed: string) => spellingsOf(typed).spellings.map((spelling) => spelling.words);

test('names become plain words', () => {
	assert.deepEqual(wordsOf("Gunungsitoli Alo'oa"), ['gunungsitoli', 'alooa']);
	assert.deepEqual(wordsOf('P.O. Hurlang'), ['p', 'o', 'hurlang']);
	assert.deepEqual(wordsOf('Sungai Kanan'), ['sei', 'kanan']);
	assert.deepEqual(wordsOf('  Désa   ÉMPAT '), ['desa', 'empat']);
	assert.equal(keyOf('Deli Serdang'), 'deliserdang');
});

test('abbreviations may mean several things', () => {
	assert.deepEqual(words('tj balai'), ['tj balai', 'tanjung balai']);
	assert.deepEqual(words('p sidempuan'), [
		'p sidempuan',
		'padang sidempuan',
		'pematang sidempuan',
		'pulau sidempuan',
		'pangkalan sidempuan',
	]);
	assert.ok(words('p s t b g l').length <= 6);
});

test('the kind of place is heard, not searched', () => {
	assert.deepEqual(spellingsOf('Kec. Medan Kota'), {
		spellings: [{ key: 'medankota', words: 'medan kota' }],
		level: 3,
	});
	assert.equal(spellingsOf('desa baru').level, 4);
	assert.equal(spellingsOf('kab asahan').level, 2);
	assert.deepEqual(words('desa'), ['desa']);
	assert.equal(spellingsOf('desa').level, undefined);
	assert.deepEqual(spellingsOf(' .,- ').spellings, []);
});
