/**
 * How numbers of a pattern look when they are looked up: the same for patterns that differ in nothing but how many digits
 * the counter has, in capitals and in spaces.
 */
export function writtenNumber(pattern: string): string {
	return pattern
		.replaceAll(/\{seq(:\d)?\}/g, '{seq}')
		.replaceAll(/\s+/g, '')
		.toUpperCase();
}
