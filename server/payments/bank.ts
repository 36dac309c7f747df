/** Banks a virtual account can be at, by the code of the configuration; their names are the same in every language. */
const names: Record<string, string> = {
	sumut: 'Bank Sumut',
	bri: 'BRI',
	bni: 'BNI',
	mandiri: 'Bank Mandiri',
	bsi: 'BSI',
	btn: 'BTN',
	bca: 'BCA',
	permata: 'PermataBank',
	cimb: 'CIMB Niaga',
	danamon: 'Danamon',
};

export function bankName(code: string): string {
	return names[code] ?? code.toUpperCase();
}
