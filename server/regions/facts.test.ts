import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasMessage } from '#platform/i18n';
import { isWorkingDay } from '#platform/workdays';
import { buildOffices } from './build-offices.ts';
import { buildPosts } from './build-posts.ts';
import { buildRegions } from './build-regions.ts';
import { buildRules } from './build-rules.ts';
import { readAreas } from './read-areas.ts';
import { readFacts } from './read-facts.ts';

const facts = await readFacts();
const regions = buildRegions(facts, await readAreas());
const offices = buildOffices(facts, regions);
const posts = buildPosts(offices);
const rules = buildRules(facts, offices);
const count = <T>(list: T[], fits: (one: T) => boolean) => list.filter(fits).length;

test('the province has all its places', () => {
	const kinds = ['provinsi', 'kabupaten', 'kota', 'kecamatan', 'kelurahan', 'desa'] as const;
	assert.deepEqual(
		kinds.map((kind) => count(regions, (region) => region.kind === kind)),
		[1, 25, 8, 455, 693, 5417],
	);
	const codes = new Set(regions.map((region) => region.code));
	assert.equal(codes.size, regions.length);
	assert.ok(regions.every((region) => region.parent === null || codes.has(region.parent)));
});

test('the people of its kabupaten and kota are the people of the province', () => {
	const people = facts.governments.slice(1).reduce((sum, government) => sum + government.population, 0);
	assert.equal(people, 15_640_905);
	assert.deepEqual(
		facts.governments.filter((government) => government.area_note).map((government) => government.code),
		['12.20', '12.21'],
	);
});

test('case numbers of two governments never begin alike', () => {
	const prefixes = [...facts.governments.map((one) => one.number_prefix), facts.national.pemda.prefix];
	assert.equal(new Set(prefixes).size, 35);
});

test('schematic points are spread and stay near what they lie in', () => {
	const places = regions.filter((region) => region.level > 2);
	assert.ok(places.every((region) => region.pointKind === 'schematic'));
	const spots = new Set(places.map((region) => `${region.lat} ${region.lon}`));
	assert.ok(spots.size > places.length * 0.97, `${spots.size} of ${places.length}`);
	assert.ok(places.every(({ lat, lon }) => lat > -1 && lat < 4.6 && lon > 96.8 && lon < 100.9));
});

test('every government has the offices that every case may need', () => {
	const needed = [
		'leader',
		'secretariat',
		'desk',
		'inspectorate',
		'public-works',
		'environment',
		'civil-registration',
		'health',
	];
	const more = ['education', 'social', 'transport', 'licensing', 'communication', 'disaster', 'public-order'];
	for (const { code } of facts.governments) {
		const own = offices.filter((office) => office.pemda === code);
		for (const one of [...needed, ...more]) {
			assert.equal(
				count(own, (office) => office.functions.includes(one)),
				1,
				`${code} ${one}`,
			);
		}
	}
	assert.equal(
		count(offices, (office) => office.kind === 'kecamatan'),
		455,
	);
	assert.equal(
		count(offices, (office) => office.kind === 'kelurahan' || office.kind === 'desa'),
		6110,
	);
	assert.ok(
		offices.every((office) => !office.parentId || offices.some((other) => other.id === office.parentId)),
	);
});

test('every office that is ours has a head and somebody who works', () => {
	const heads = new Set(posts.filter((post) => /head/.test(post.role)).map((post) => post.officeId));
	assert.ok(offices.every((office) => office.external || heads.has(office.id)));
	for (const { code } of facts.governments) {
		const own = posts.filter((post) => post.pemda === code);
		for (const role of ['triage', 'secretary', 'regional-head', 'administrator'] as const) {
			assert.equal(
				count(own, (post) => post.role === role),
				1,
				`${code} ${role}`,
			);
		}
	}
	assert.equal(new Set(posts.map((post) => post.id)).size, posts.length);
});

test('the same facts give the same ids', () => {
	assert.deepEqual(
		buildOffices(facts, regions).map((office) => office.id),
		offices.map((office) => office.id),
	);
	const publicWorks = offices.find((office) => office.pemda === '12.09' && office.slug === 'pupr');
	assert.equal(publicWorks?.id, '63da6f97-d06c-5792-bfe9-4c78a55f93e8');
});

test('every reason is a sentence, every rule has its law', () => {
	assert.deepEqual(
		rules.filter((rule) => !hasMessage(`regions.reason.${rule.reason}`)).map((rule) => rule.reason),
		[],
	);
	assert.ok(rules.every((rule) => rule.legalBasis.length > 5));
	assert.equal(new Set(rules.map((rule) => rule.id)).size, rules.length);
});

test('every subject is spoken for', () => {
	const subjects = facts.subjects.groups.flatMap((group) => group.subjects);
	const silent = subjects.filter(({ code }) => {
		const family = `${code.split('.')[0]}.*`;
		return code !== 'other.unsure' && !rules.some((rule) => rule.subject === code || rule.subject === family);
	});
	assert.deepEqual(
		silent.map((subject) => subject.code),
		[],
	);
});

test('holidays of the decrees', () => {
	const days = new Set(facts.calendar.map((row) => row.day));
	const calendar = { isHoliday: (day: string) => days.has(day) };
	const off = (year: number, kind: string) =>
		count(facts.calendar, (row) => row.day.startsWith(`${year}`) && row.kind === kind);
	assert.deepEqual(
		[2024, 2025, 2026].map((year) => off(year, 'national-holiday')),
		[19, 17, 17],
	);
	assert.deepEqual(
		[2024, 2025, 2026].map((year) => off(year, 'joint-leave')),
		[10, 11, 8],
	);
	assert.ok(!isWorkingDay('2026-12-24', calendar) && !isWorkingDay('2026-12-25', calendar));
	assert.ok(isWorkingDay('2026-11-24', calendar));
	assert.ok(facts.calendar.every((row) => row.provisional === row.day >= '2027'));
	assert.equal(new Set(facts.calendar.map((row) => `${row.pemda} ${row.day}`)).size, facts.calendar.length);
});
