/** The year an address or a form names; 0, which no plan has, for what is none. */
export function readYear(text: string | null, otherwise = 0): number {
	if (text === null) return otherwise;
	return /^20\d\d$/.test(text) ? Number(text) : 0;
}
