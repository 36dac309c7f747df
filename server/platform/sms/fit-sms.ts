/** One message of the GSM alphabet: what a gateway sends, and charges for, as one. */
export const longestSms = 160;

/** Letters of the GSM 7-bit default alphabet (3GPP TS 23.038) that are also on a keyboard; each counts as one. */
const isPlain = /^[A-Za-z0-9 \n!"#%&'()*+,\-./:;<=>?@_$]$/;
const instead: Record<string, string> = {
	'“': '"',
	'”': '"',
	'‘': "'",
	'’': "'",
	'–': '-',
	'—': '-',
	'…': '...',
	'·': '-',
};
/** Fewer letters than this say nothing: then the words go without the link. */
const fewestLetters = 24;

/**
 * A text and the address to read on at, as one message of at most 160 letters: marks off the letters, what telephones
 * cannot show left out, the text cut at a word. An address that leaves no room for words is left out whole.
 */
export function fitSms(text: string, link: string): string {
	const words = plainOf(text);
	const room = longestSms - link.length - 1;
	if (room < Math.min(fewestLetters, words.length)) return cutAt(words, longestSms);
	return `${cutAt(words, room)} ${link}`;
}

function plainOf(text: string): string {
	const letters = [...text.normalize('NFKD')].map((letter) => instead[letter] ?? letter);
	return letters
		.join('')
		.split('')
		.filter((letter) => isPlain.test(letter))
		.join('')
		.replace(/\s+/g, ' ')
		.trim();
}

function cutAt(text: string, most: number): string {
	if (text.length <= most) return text;
	const short = text.slice(0, most - 3);
	return `${short.slice(0, Math.max(short.lastIndexOf(' '), Math.floor(short.length / 2))).trim()}...`;
}
