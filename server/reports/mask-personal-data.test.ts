import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskPersonalData } from './mask-personal-data.ts';

const table: [string, string][] = [
	['Hubungi saya di 0812-3456-7890 ya', 'Hubungi saya di [nomor telepon] ya'],
	['WA +62 812 3456 7890.', 'WA [nomor telepon].'],
	['NIK 1271010203040005 milik saya', 'NIK [NIK] milik saya'],
	['surel budi.s@contoh.id saja', 'surel [alamat surel] saja'],
	['mobil BK 1234 ABC parkir', 'mobil [pelat kendaraan] parkir'],
	['kata Bapak Rudi Siregar di kantor', 'kata Bapak [nama] di kantor'],
	['atas nama Siti Aminah', 'atas nama [nama]'],
	['di RT 03/RW 05 lorong', 'di [RT/RW] lorong'],
	['ibu kota provinsi ini', 'ibu kota provinsi ini'],
	['Jalan Sisingamangaraja km 7 rusak 50 meter', 'Jalan Sisingamangaraja km 7 rusak 50 meter'],
	['sejak 12 November 2026 pukul 07.30', 'sejak 12 November 2026 pukul 07.30'],
];

for (const [text, expected] of table) {
	test(`masks: ${text}`, () => assert.equal(maskPersonalData(text).text, expected));
}

test('counts what it took out', () => {
	assert.equal(maskPersonalData('Pak Budi, 081234567890, budi@contoh.id').found, 3);
});
