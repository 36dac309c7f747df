import { seal, unseal } from '#platform/secret';
import { secretNumber } from '../secret-number.ts';

/**
 * The NIK of a mother, a witness, an heir stands among the answers: sixteen digits, as does the number of a family card.
 * In a table they lie sealed, in whichever field they were typed.
 */
const label = 'applications number';
const mark = 'sealed:';

/** As it is written to a table. */
export function sealedJson(value: unknown): string {
	return JSON.stringify(value, (_, one) =>
		typeof one === 'string' && secretNumber.test(one) ? `${mark}${seal(label, one)}` : one,
	);
}

/** What was just read from a table, with the numbers as they were typed. */
export function unsealNumbers<T extends object>(read: T): T {
	for (const [key, one] of Object.entries(read)) {
		if (typeof one === 'string' && one.startsWith(mark))
			Reflect.set(read, key, unseal(label, one.slice(mark.length)) ?? one);
		else if (typeof one === 'object' && one !== null && !(one instanceof Date)) unsealNumbers(one);
	}
	return read;
}
