import { findRegion } from '#regions';

/** What a NIK says of its holder: where it was first registered, and when they were born (year of the century). */
export type NikParts = {
	province: string;
	regency: string;
	day: number;
	month: number;
	year: number;
	isFemale: boolean;
};

/** Birth days of women are written forty higher (Kemendagri; facts of the population register). */
const femaleFrom = 40;

/**
 * Sixteen digits as somebody typed them, without spaces, dots or dashes; undefined when it is no NIK: `PPKKCC DDMMYY NNNN`.
 * It has no check digit, so a NIK that reads well is not yet anybody's.
 */
export function parseNik(typed: string): string | undefined {
	const nik = typed.replace(/[\s.\-–—]/g, '');
	return /^[1-9]\d{15}$/.test(nik) && !nik.endsWith('0000') && isDay(partsOf(nik)) ? nik : undefined;
}

export function partsOf(nik: string): NikParts {
	const written = Number(nik.slice(6, 8));
	return {
		province: nik.slice(0, 2),
		regency: `${nik.slice(0, 2)}.${nik.slice(2, 4)}`,
		day: written > femaleFrom ? written - femaleFrom : written,
		month: Number(nik.slice(8, 10)),
		year: Number(nik.slice(10, 12)),
		isFemale: written > femaleFrom,
	};
}

/** Whether the day exists in one of the centuries it may be of. */
function isDay({ day, month, year }: NikParts): boolean {
	if (month < 1 || month > 12 || day < 1) return false;
	return [1900, 2000].some((century) => day <= new Date(Date.UTC(century + year, month, 0)).getUTCDate());
}

/**
 * Whether a NIK fits a birth date ('YYYY-MM-DD') and names a regency that is one. It may differ from where somebody
 * lives: the code says where they were first registered. Outside our province only its form is known here.
 */
export async function fits(nik: string, birthDate: string): Promise<'yes' | 'birth-date' | 'region'> {
	const parts = partsOf(nik);
	const [year = 0, month, day] = birthDate.split('-').map(Number);
	if (parts.day !== day || parts.month !== month || parts.year !== year % 100) return 'birth-date';
	const isOurs = (await findRegion(parts.province)) !== undefined;
	return isOurs && !(await findRegion(parts.regency)) ? 'region' : 'yes';
}

/** `1271••••••••0001`: all that is ever shown. */
export function maskNik(nik: string): string {
	return `${nik.slice(0, 4)}${'•'.repeat(8)}${nik.slice(12)}`;
}
