type Named = [form: RegExp, name: string];

const browsers: Named[] = [
	[/Edg(e|A|iOS)?\//, 'Edge'],
	[/OPR\//, 'Opera'],
	[/SamsungBrowser\//, 'Samsung Internet'],
	[/Firefox\/|FxiOS\//, 'Firefox'],
	[/Chrome\/|CriOS\//, 'Chrome'],
	[/Safari\//, 'Safari'],
];
const systems: Named[] = [
	[/Android/, 'Android'],
	[/iPhone|iPad/, 'iOS'],
	[/Windows/, 'Windows'],
	[/Mac OS/, 'macOS'],
	[/CrOS/, 'ChromeOS'],
	[/Linux/, 'Linux'],
];

/** What a browser calls itself, as a person would: "Chrome · Android"; "?" for what is not known. */
export function nameDevice(agent: string): string {
	const name = (list: Named[]) => list.find(([form]) => form.test(agent))?.[1] ?? '?';
	return `${name(browsers)} · ${name(systems)}`;
}
