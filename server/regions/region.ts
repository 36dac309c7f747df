/** A place by its Kemendagri code: '12' province, '12.09' kabupaten or kota, '12.09.20' kecamatan, '12.09.20.1008' village. */
export type Region = {
	code: string;
	level: Level;
	parent: string | null;
	/** The government it lies in: '12' for the province itself, else the first five characters of the code. */
	pemda: string;
	kind: RegionKind;
	name: string;
	/** With its kind: 'Kelurahan Kisaran Timur'. */
	officialName: string;
	population: number | null;
	areaKm2: number | null;
	/** `suspect-copy`: the source gives the same area twice; message `regions.area-note.…`. */
	areaNote: string | null;
	lat: number;
	lon: number;
	/** `official` is a published centre; `schematic` only spreads points around it and says nothing of the real place. */
	pointKind: 'official' | 'schematic';
};

export type Level = 1 | 2 | 3 | 4;
export type RegionKind = 'provinsi' | 'kabupaten' | 'kota' | 'kecamatan' | 'kelurahan' | 'desa';

/** The government of the province this platform is for. */
export const province = '12';

const lengthOfLevel = [2, 5, 8, 13];

/** The codes from the province down to the place itself. */
export function pathOf(code: string): string[] {
	return lengthOfLevel.filter((length) => length <= code.length).map((length) => code.slice(0, length));
}

/** The government a code lies in. */
export function pemdaOf(code: string): string {
	return code.slice(0, 5);
}

export function levelOf(code: string): Level | undefined {
	const form = /^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/.test(code);
	if (!form) return undefined;
	return code.length === 2 ? 1 : code.length === 5 ? 2 : code.length === 8 ? 3 : 4;
}
