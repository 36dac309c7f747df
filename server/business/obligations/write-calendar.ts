/** One day in a calendar. `id` is the same each time the file is made, so that a calendar knows what it has already. */
export type CalendarDay = { id: string; day: string; title: string; about: string; url?: string };

const mostBytes = 74;

/**
 * An iCalendar file (RFC 5545) of whole days, each with a reminder a week before: CRLF, lines of at most 75 octets folded
 * between characters, text escaped.
 */
export function writeCalendar(name: string, host: string, days: CalendarDay[], at: Date): string {
	const stamp = at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
	const lines = [
		...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Sumut Smart Province//ID', 'CALSCALE:GREGORIAN'],
		...['METHOD:PUBLISH', `X-WR-CALNAME:${escapeText(name)}`],
		...days.flatMap((one) => [
			...['BEGIN:VEVENT', `UID:${one.id}@${host}`, `DTSTAMP:${stamp}`],
			...[`DTSTART;VALUE=DATE:${one.day.replaceAll('-', '')}`, `SUMMARY:${escapeText(one.title)}`],
			`DESCRIPTION:${escapeText(one.about)}`,
			...(one.url ? [`URL:${one.url}`] : []),
			...['TRANSP:TRANSPARENT', 'BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escapeText(one.title)}`],
			...['TRIGGER:-P7D', 'END:VALARM', 'END:VEVENT'],
		]),
		'END:VCALENDAR',
	];
	return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function escapeText(text: string): string {
	return text
		.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
		.replaceAll(/\r\n|\n|\r/g, '\\n')
		.replaceAll(/\p{Cc}/gu, ' ');
}

function fold(line: string): string {
	const parts: string[] = [];
	let [part, bytes] = ['', 0];
	for (const sign of line) {
		const size = Buffer.byteLength(sign);
		if (bytes + size > mostBytes) {
			parts.push(part);
			[part, bytes] = ['', 0];
		}
		part += sign;
		bytes += size;
	}
	return [...parts, part].join('\r\n ');
}
