import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { testDatabase } from '../../tests/support/database.ts';
import {
	findNearest,
	getCalendar,
	importBoundaries,
	importCalendar,
	loadRegions,
	mapShapes,
} from './index.ts';

await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'ssp-imports-'));

const square = (west: number, south: number, size: number) => [
	[
		[west, south],
		[west + size, south],
		[west + size, south + size],
		[west, south + size],
		[west, south],
	],
];
const featureOf = (properties: object, coordinates: unknown, type = 'Polygon') => ({
	type: 'Feature',
	properties,
	geometry: { type, coordinates },
});
async function fileOf(content: unknown): Promise<string> {
	const path = join(folder, 'outlines.geojson');
	await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
	return path;
}
const collection = (...features: unknown[]) => fileOf({ type: 'FeatureCollection', features });

test('without outlines the map is schematic and says so', async () => {
	const shapes = await mapShapes();
	assert.ok(shapes.kind === 'schematic');
	assert.equal(shapes.tiles.length, 33);
	assert.equal(shapes.dots.length, 33);
	assert.ok(shapes.coastline.length > 5 && shapes.coastline.flat().length < 600);
	const inside = await mapShapes({ level: 3, within: '12.09' });
	assert.ok(inside.kind === 'schematic' && inside.dots.length === 25 && inside.tiles.length === 0);
});

test('without outlines a point finds the government whose centre is nearest for its size', async () => {
	const kisaran = await findNearest(2.984, 99.616);
	assert.equal(kisaran?.regency.code, '12.09');
	assert.deepEqual(kisaran.by, { regency: 'centre', kecamatan: 'schematic', village: 'schematic' });
	assert.equal(kisaran.kecamatan?.parent, '12.09');
	assert.equal(kisaran.village?.parent, kisaran.kecamatan?.code);
	assert.equal((await findNearest(3.59, 98.67))?.regency.code, '12.71');
	assert.equal(await findNearest(-6.2, 106.8), undefined, 'Jakarta');
});

test('outlines say where a point lies, and draw the map', async () => {
	const file = await collection(
		featureOf({ KDPKAB: '12.09', nama: 'Asahan' }, square(99, 2, 1)),
		featureOf({ kode: 1271 }, [square(98, 3, 0.5), square(97, 1, 0.1)], 'MultiPolygon'),
	);
	assert.deepEqual(await importBoundaries(file, 'system:test'), { count: 2, levels: [2] });
	const found = await findNearest(2.05, 99.95);
	assert.deepEqual(
		[found?.regency.code, found?.by.regency, found?.by.kecamatan],
		['12.09', 'outline', 'schematic'],
	);
	assert.equal((await findNearest(1.05, 97.05))?.regency.code, '12.71', 'an island of a city');
	const shapes = await mapShapes();
	assert.ok(shapes.kind === 'outlines');
	assert.deepEqual(
		shapes.shapes.map((shape) => shape.code),
		['12.09', '12.71'],
	);
	assert.equal(shapes.source, 'outlines.geojson');
});

test('outlines of villages name their villages, and leave those of regencies', async () => {
	const file = await collection(
		featureOf({ KDCPUM: '12.09.20', KDEPUM: '1209201008' }, square(99.5, 2.5, 0.1)),
	);
	assert.deepEqual(await importBoundaries(file, 'system:test'), { count: 1, levels: [4] });
	const found = await findNearest(2.55, 99.55);
	assert.deepEqual(
		[found?.regency.code, found?.village?.code, found?.by.village],
		['12.09', '12.09.20.1008', 'outline'],
	);
});

test('a wrong file is refused at its first bad place and changes nothing', async () => {
	const good = featureOf({ code: '12.72' }, square(99, 3, 0.1));
	const wrong: [code: string, feature: number | undefined, file: Promise<string>][] = [
		['outlines-not-geojson', undefined, fileOf('not json')],
		['outlines-not-geojson', undefined, fileOf({ type: 'Topology' })],
		['outlines-not-geojson', undefined, fileOf({ type: 'FeatureCollection', features: [] })],
	];
	for (const [code, , file] of wrong) {
		await assert.rejects(importBoundaries(await file, 'system:test'), { code: `regions/${code}` });
	}
	const bad: [code: string, feature: unknown][] = [
		['outlines-without-code', featureOf({ code: '12.99' }, square(99, 3, 0.1))],
		['outlines-without-code', featureOf({ name: 'Medan' }, square(99, 3, 0.1))],
		['outlines-not-polygon', featureOf({ code: '12.73' }, [99, 3], 'Point')],
		['outlines-not-polygon', featureOf({ code: '12.73' }, square(991, 3, 0.1))],
		['outlines-not-polygon', { type: 'Feature', properties: null, geometry: null }],
		['outlines-twice', good],
	];
	for (const [code, feature] of bad) {
		await assert.rejects(importBoundaries(await collection(good, feature), 'system:test'), {
			code: `regions/${code}`,
			params: { feature: 2 },
		});
	}
	const shapes = await mapShapes();
	assert.ok(shapes.kind === 'outlines' && shapes.shapes.length === 2);
});

const header = 'pemda,day,kind,name_id,provisional,source\n';

test('a decree replaces the year it is about, a regional day counts at home only', async () => {
	assert.ok((await getCalendar('12.71')).isHoliday('2027-03-11'));
	const decree = `${header}*,2027-01-01,national-holiday,Tahun Baru,no,SKB 2027\n*,2027-03-10,national-holiday,"Idul Fitri, hari pertama",no,SKB 2027\n12.09,2027-03-15,regional,Hari Jadi Asahan,no,Perbup\n`;
	assert.deepEqual(await importCalendar(decree, 'system:test'), { days: 3, years: ['* 2027', '12.09 2027'] });
	const [medan, asahan] = [await getCalendar('12.71'), await getCalendar('12.09')];
	assert.equal(medan.holidayName('2027-03-10'), 'Idul Fitri, hari pertama');
	assert.ok(!medan.isHoliday('2027-03-11'), 'not in the decree');
	assert.ok(medan.isHoliday('2026-12-25'), 'another year');
	assert.ok(asahan.isHoliday('2027-03-15') && !medan.isHoliday('2027-03-15'));
	assert.equal(medan.knownUntil, '2027-12-31');
	assert.deepEqual(await loadRegions(), { loaded: false });
});

test('a wrong calendar is refused at its first bad line and changes nothing', async () => {
	const good = '*,2028-01-01,national-holiday,Tahun Baru,no,SKB\n';
	const wrong: [column: string, line: string][] = [
		['day', '*,2028-02-30,national-holiday,X,no,SKB'],
		['day', '*,2028-01-01,national-holiday,Dua kali,no,SKB'],
		['kind', '*,2028-02-01,birthday,X,no,SKB'],
		['pemda', '13.01,2028-02-01,regional,X,no,SKB'],
		['name_id', '*,2028-02-01,regional,,no,SKB'],
		['provisional', '*,2028-02-01,regional,X,maybe,SKB'],
		['columns', '*,2028-02-01,regional'],
	];
	for (const [column, line] of wrong) {
		await assert.rejects(importCalendar(`${header}${good}${line}\n`, 'system:test'), {
			code: 'regions/wrong-calendar',
			params: { line: 3, column },
		});
	}
	await assert.rejects(importCalendar(header, 'system:test'), { code: 'regions/wrong-calendar' });
	assert.ok(!(await getCalendar('12')).isHoliday('2028-01-01'));
});
