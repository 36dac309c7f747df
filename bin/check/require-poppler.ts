import { spawnSync } from 'node:child_process';

/** Whether Debian's poppler-utils are there: `pdfsig`, `pdffonts`, `pdfdetach`. As root they are installed when missing; elsewhere one line says what to do. */
export function requirePoppler(): void {
	if (isThere()) return;
	if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
		console.log('Installing poppler-utils (apt-get install poppler-utils) …');
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
		spawnSync('apt-get', ['install', '-y', '-qq', 'poppler-utils'], { stdio: 'inherit', env });
		if (isThere()) return;
	}
	throw new Error(
		'The signatures of documents are checked with poppler-utils: install it as root with `apt-get install poppler-utils`, then run the tests again.',
	);
}

function isThere(): boolean {
	return ['pdfsig', 'pdffonts', 'pdfdetach'].every((name) => spawnSync(name, ['-v']).error === undefined);
}
