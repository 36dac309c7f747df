import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Asked, governmentOf, type Responsibility, rulesFor } from './responsibility.ts';

const rule = (id: string, changes: Partial<Responsibility>): Responsibility => ({
	id,
	subject: 'road.pothole',
	region: '12',
	assetClass: '*',
	tier: 'regency',
	function: 'public-works',
	office: null,
	confidence: 0.5,
	reason: 'road-regency',
	legalBasis: 'UU 38/2004',
	validFrom: '2024-01-01',
	validTo: null,
	source: 'data',
	...changes,
});

const rules = [
	rule('guess-regency', {}),
	rule('guess-province', { tier: 'provincial' }),
	rule('known-national', { tier: 'national', assetClass: 'road-national' }),
	rule('known-village', { tier: 'village', assetClass: 'road-village' }),
	rule('family', { subject: 'road.*' }),
	rule('medan', { region: '12.71' }),
	rule('other-family', { subject: 'water.*' }),
	rule('anything', { subject: '*', function: 'desk' }),
	rule('over', { region: '12.05', validTo: '2026-06-30' }),
	rule('coming', { region: '12.06', validFrom: '2027-01-01' }),
	rule('edited', { region: '12.09', source: 'edited' }),
	rule('shipped', { region: '12.09' }),
];

const cases: [title: string, asked: Asked, day: string, expected: string[]][] = [
	[
		'a guess for each tier and whoever sorts',
		{ subject: 'road.pothole', region: '12.08.01' },
		'2026-11-24',
		['guess-regency', 'guess-province', 'anything'],
	],
	[
		'what is known silences guesses',
		{ subject: 'road.pothole', region: '12.08.01', assetClass: 'road-national' },
		'2026-11-24',
		['known-national', 'anything'],
	],
	[
		'an asset class no rule speaks of changes nothing',
		{ subject: 'road.pothole', region: '12.08', assetClass: 'something' },
		'2026-11-24',
		['guess-regency', 'guess-province', 'anything'],
	],
	[
		'the closer place wins in its tier only',
		{ subject: 'road.pothole', region: '12.71.03' },
		'2026-11-24',
		['medan', 'guess-province', 'anything'],
	],
	[
		'a family speaks for its subjects',
		{ subject: 'road.bridge', region: '12.08' },
		'2026-11-24',
		['family', 'anything'],
	],
	[
		'an unknown subject is for the desk',
		{ subject: 'moon.dust', region: '12.08' },
		'2026-11-24',
		['anything'],
	],
	[
		'a rule holds to its last day',
		{ subject: 'road.pothole', region: '12.05' },
		'2026-06-30',
		['guess-province', 'over', 'anything'],
	],
	[
		'and no longer',
		{ subject: 'road.pothole', region: '12.05' },
		'2026-07-01',
		['guess-regency', 'guess-province', 'anything'],
	],
	[
		'and from its first',
		{ subject: 'road.pothole', region: '12.06' },
		'2027-01-01',
		['coming', 'guess-province', 'anything'],
	],
	[
		'what somebody set wins over what shipped',
		{ subject: 'road.pothole', region: '12.09.20.1008' },
		'2026-11-24',
		['edited', 'guess-province', 'anything'],
	],
];

for (const [title, asked, day, expected] of cases) {
	test(`rules: ${title}`, () => {
		const found = rulesFor(rules, asked, day).map((one) => one.id);
		assert.deepEqual(found.sort(), expected.sort());
	});
}

test('the government of a tier', () => {
	assert.equal(governmentOf('national', '12'), '00');
	assert.equal(governmentOf('provincial', '12.09.20.1008'), '12');
	assert.equal(governmentOf('regency', '12.09.20.1008'), '12.09');
	assert.equal(governmentOf('village', '12.09.20.1008'), '12.09');
	assert.equal(governmentOf('regency', '12'), undefined);
});
