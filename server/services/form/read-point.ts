/** How people write a place on the ground: as a map shows it, as a phone copies it, as a link that was sent to them. */
const written = {
	plain: /^(-?\d{1,2}(?:\.\d{1,8})?), ?(-?\d{1,3}(?:\.\d{1,8})?)$/,
	/** 3°35'42.7"N 98°40'19.9"E, and with LU, LS, BT. */
	degrees:
		/(\d{1,2})°\s*(\d{1,2})['′’]\s*(\d{1,2}(?:[.,]\d+)?)["″”]?\s*(N|S|LU|LS)\b[\s,;]*(\d{1,3})°\s*(\d{1,2})['′’]\s*(\d{1,2}(?:[.,]\d+)?)["″”]?\s*(E|BT)\b/i,
	/** The place a link is about comes before the middle of its picture. */
	links: [/!3d(-?\d{1,2}\.\d+)!4d(-?\d{1,3}\.\d+)/, /mlat=(-?\d{1,2}\.\d+)&mlon=(-?\d{1,3}\.\d+)/],
	pair: /(?<![\d.])(-?\d{1,2}\.\d+)\s*[,;/ ]\s*(-?\d{1,3}\.\d+)(?![\d.])/,
	/** With the comma of Indonesian. */
	commas: /^(-?\d{1,2},\d+)\s*[,; ]\s*(-?\d{1,3},\d+)$/,
};
const places = 6;

/** "latitude,longitude" in degrees of what somebody typed or pasted; undefined where no place on the ground is in it. */
export function readPoint(text: string): string | undefined {
	const [, latitude, longitude] = written.plain.exec(text) ?? [];
	if (latitude && longitude) return isThere(+latitude, +longitude) ? `${latitude},${longitude}` : undefined;
	const found = degreesIn(text) ?? pairIn(withoutEscapes(text));
	if (!found || !isThere(...found)) return undefined;
	return found.map((value) => String(Number(value.toFixed(places)))).join(',');
}

type Pair = [latitude: number, longitude: number];

function degreesIn(text: string): Pair | undefined {
	const [, d, m, s, side, e, n, t] = written.degrees.exec(text) ?? [];
	if (!side) return undefined;
	const latitude = sexagesimal(d, m, s);
	return [/^(S|LS)$/i.test(side) ? -latitude : latitude, sexagesimal(e, n, t)];
}

function sexagesimal(degrees = '', minutes = '', seconds = ''): number {
	return +degrees + +minutes / 60 + +seconds.replace(',', '.') / 3600;
}

function pairIn(text: string): Pair | undefined {
	const links = written.links.map((link) => link.exec(text));
	const [, latitude, longitude] = [...links, written.pair.exec(text)].find((found) => found !== null) ?? [];
	if (latitude && longitude) return [+latitude, +longitude];
	const [, first, second] = written.commas.exec(text) ?? [];
	return first && second ? [+first.replace(',', '.'), +second.replace(',', '.')] : undefined;
}

function withoutEscapes(text: string): string {
	return text.replace(/%2c/gi, ',').replace(/%20|\+/gi, ' ');
}

function isThere(latitude: number, longitude: number): boolean {
	return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}
