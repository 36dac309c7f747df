/** A business as the platform knows it. NIB: 13 digits of OSS; NPWP: 15 digits, or 16 in the form of a NIK since 2024; KBLI: five digits. */
export type Business = {
	id: string;
	nib: string;
	name: string;
	kbli: string[];
	region: string;
	/** Masked: its first two and last four digits. */
	npwp: string | null;
	verifiedAt: Date | null;
	addedAt: Date;
};

export function parseNib(typed: string): string | undefined {
	const nib = typed.replace(/[\s.-]/g, '');
	return /^\d{13}$/.test(nib) ? nib : undefined;
}

export function parseNpwp(typed: string): string | undefined {
	const npwp = typed.replace(/[\s.-]/g, '');
	return /^(\d{15}|\d{16})$/.test(npwp) ? npwp : undefined;
}

/** Codes apart by commas, spaces or lines, each once; undefined when one of them is none. */
export function parseKbli(typed: string): string[] | undefined {
	const codes = [...new Set(typed.split(/[\s,;]+/).filter(Boolean))];
	return codes.length <= 50 && codes.every((code) => /^\d{5}$/.test(code)) ? codes : undefined;
}
