import { importBoundaries } from '#regions';

export const help = `ssp import boundaries FILE.geojson
  Official outlines of kabupaten/kota, kecamatan or villages (GeoJSON, WGS 84, a Kemendagri code on each feature).
  They replace the ones of the same level; maps and places by coordinates use them at once.`;

export async function run(args: string[]): Promise<void> {
	const [file] = args;
	if (!file || args.length !== 1) throw new Error(help);
	const { count, levels } = await importBoundaries(file, 'system:ssp');
	const names = ['', 'province', 'kabupaten/kota', 'kecamatan', 'villages'];
	console.log(`${count} outlines taken in: ${levels.map((level) => names[level]).join(', ')}`);
}
