import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** Read when somebody sets a password, and forgotten: as a module it would cost every start 0.1 s and 20 MB for good. */
const list = import.meta.resolve('@zxcvbn-ts/language-common/src/passwords.json');
const shape = z.array(z.string());

/** Words of this place and this product that everybody would try here, beside the person's own address. */
const ofThisPlace = [
	...['sumut', 'sumatera', 'utara', 'sumatra', 'north', 'smart', 'province', 'provinsi', 'pemprov', 'pemda'],
	...['medan', 'toba', 'danau', 'batak', 'nias', 'deli', 'binjai', 'asahan', 'kisaran', 'siantar', 'karo'],
	...['indonesia', 'garuda', 'merdeka', 'diskominfo', 'petugas', 'kantor', 'admin', 'operator', 'gubernur'],
	...['sandi', 'rahasia', 'password', 'masuk', 'selamat', 'datang'],
];
/** So many letters that are no word of these make a password one's own. */
const ownLetters = 4;

/**
 * Whether somebody would try this among the first: a password known from breaches, or one word of these, or words of this
 * place, whatever digits and signs stand around them. `email`: parts of the person's own address count as such words.
 */
export async function isKnown(password: string, email = ''): Promise<boolean> {
	const plain = password.normalize('NFKC').toLowerCase();
	const known = new Set(shape.parse(JSON.parse(await readFile(new URL(list), 'utf8'))));
	if (known.has(plain) || known.has(plain.replace(/^[^a-z]+|[^a-z]+$/g, ''))) return true;
	const words = [...ofThisPlace, ...email.toLowerCase().split(/[^a-z]+/)]
		.filter((word) => word.length > 3)
		.sort((one, other) => other.length - one.length);
	const left = words.reduce((rest, word) => rest.replaceAll(word, ''), plain);
	return left !== plain && left.replace(/[^\p{L}]/gu, '').length < ownLetters;
}
