const widest = 90;

/** JSON that a person can read: what fits on a line stays on one. */
export function layOut(value: unknown, indent = ''): string {
	const short = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
	if (short.length + indent.length <= widest || typeof value !== 'object' || value === null) return short;
	const deeper = `${indent}\t`;
	const lines = Array.isArray(value)
		? value.map((one) => `${deeper}${layOut(one, deeper)}`)
		: Object.entries(value)
				.filter(([, one]) => one !== undefined)
				.map(([key, one]) => `${deeper}${JSON.stringify(key)}: ${layOut(one, deeper)}`);
	const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
	return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}
