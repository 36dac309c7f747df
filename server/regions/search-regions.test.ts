import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../../tests/support/database.ts';
import { searchRegions } from './index.ts';

await testDatabase();

const first: [typed: string, code: string][] = [
	['p sidempuan', '12.77'],
	['Padang Sidempuan', '12.77'],
	['psidimpuan', '12.77'],
	['tj balai', '12.74'],
	['TANJUNG BALAI', '12.74'],
	['kec tanjung balai', '12.09.10'],
	['deliserdang', '12.07'],
	['kisaran timur', '12.09.20'],
	['kel kisaran timur', '12.09.20.1008'],
	['mutiara kisaran', '12.09.20.1006'],
	['mutiara asahan', '12.09.20.1006'],
	['toba samosir', '12.12'],
	['tobasa', '12.12'],
	['madina', '12.13'],
	['tapsel', '12.03'],
	['labura', '12.23'],
	['labuhan batu', '12.10'],
	['siantar', '12.72'],
	['p. siantar', '12.72'],
	['medan', '12.71'],
	['kecamatan medan kota', '12.71.01'],
	['helvetia', '12.71.03'],
	['brastagi', '12.06.02'],
	['sungai rampah', '12.18.04'],
	['parapat', '12.08.16'],
	['t tinggi', '12.76'],
	['gunung sitoli', '12.78'],
	['lubukpakam', '12.07.28'],
	['sidikalng', '12.11.01'],
	['simpang 4 asahan', '12.09.12'],
	["o'o'u", '12.14.21'],
	['kab simalungun', '12.08'],
	['sumut', '12'],
];

for (const [typed, code] of first) {
	test(`searching: ${typed}`, async () => {
		const found = await searchRegions(typed, { limit: 5 });
		assert.equal(
			found[0]?.code,
			code,
			found.map((region) => `${region.code} ${region.officialName} ${region.score}`).join('; '),
		);
	});
}

test('what nobody could mean finds nothing', async () => {
	for (const typed of ['', ' ', 'a', '%', '\\', "'", 'xqzwk', '\u0000\u0000', '🏠🏠', 'kab']) {
		const found = await searchRegions(typed);
		if (typed !== 'kab') assert.deepEqual(found, [], JSON.stringify(typed));
	}
	await searchRegions('x'.repeat(10_000));
});

test('a search stays within a government and the kinds asked for', async () => {
	const inMedan = await searchRegions('pasar', { pemda: '12.71', limit: 20 });
	assert.ok(inMedan.length > 3);
	assert.ok(inMedan.every((region) => region.pemda === '12.71'));
	const kecamatan = await searchRegions('simpang empat', { levels: [3] });
	assert.deepEqual(
		kecamatan
			.slice(0, 2)
			.map((region) => region.code)
			.sort(),
		['12.06.12', '12.09.12'],
	);
});

test('a find says where it lies', async () => {
	const [mutiara] = await searchRegions('mutiara kisaran');
	assert.equal(mutiara?.where, 'Kota Kisaran Timur, Asahan');
	assert.equal(mutiara.officialName, 'Kelurahan Mutiara');
	const [asahan] = await searchRegions('kabupaten asahan');
	assert.equal(asahan?.where, 'Sumatera Utara');
});
