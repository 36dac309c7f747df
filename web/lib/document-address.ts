/** `/verifikasi/503/0001/DPMPTSP/XI/2026` */
export function verifyAddress(number: string): string {
	return `/verifikasi/${number.split('/').map(encodeURIComponent).join('/')}`;
}
