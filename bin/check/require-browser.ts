import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const known = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
];

/** Where a Chromium is. On Debian and Ubuntu as root it is installed when missing; elsewhere one line says what to do. */
export async function requireBrowser(): Promise<string> {
	const there = known.find((path) => existsSync(path));
	if (there) return there;
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		console.log('Installing Chromium (apt-get install chromium) …');
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
		spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: 'inherit', env });
		const installed = known.find((path) => existsSync(path));
		if (installed) return installed;
	}
	throw new Error(
		'The journeys need a Chromium: install it as root with `apt-get install chromium`, then run the tests again.',
	);
}
