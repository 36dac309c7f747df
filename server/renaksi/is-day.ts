/** Whether a text is a day there is. */
export function isDay(text: string): boolean {
	if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
	const read = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
}
