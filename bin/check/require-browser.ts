import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Without the windows and menus of the full browser, and so at half the cost; Debian has it as a package of its own. */
const packages = ['chromium-headless-shell', 'chromium'];
const known = [
	...packages.map((name) => `/usr/bin/${name}`),
	...['/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'],
];

/** Where a Chromium is. On Debian and Ubuntu as root it is installed when missing; elsewhere one line says what to do. */
export async function requireBrowser(): Promise<string> {
	const there = known.find((path) => existsSync(path));
	if (there) return there;
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		aptGet('update');
		for (const name of packages) {
			console.log(`Installing Chromium (apt-get install ${name}) …`);
			aptGet('install', '-y', '--no-install-recommends', name);
			const installed = known.find((path) => existsSync(path));
			if (installed) return installed;
		}
	}
	throw new Error(
		'The journeys need a Chromium: install it as root with `apt-get install chromium`, then run the tests again.',
	);
}

function aptGet(...args: string[]): void {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	spawnSync('apt-get', ['-qq', ...args], { stdio: 'inherit', env });
}
