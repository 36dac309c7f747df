import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderStore } from '#platform/storage';
import { runCommand, temporaryFolder, top } from '../tests/support/server.ts';

const folder = temporaryFolder('export');
const [from, to, out] = [join(folder, 'from'), join(folder, 'to'), join(folder, 'out')];

async function ssp(dataDir: string, ...args: string[]): Promise<{ code: number | null; out: string }> {
	return runCommand(join(top, 'bin/ssp'), args, { DATA_DIR: dataDir });
}

async function succeeds(dataDir: string, ...args: string[]): Promise<string> {
	const said = await ssp(dataDir, ...args);
	assert.equal(said.code, 0, said.out);
	return said.out;
}

type Exported = {
	files: number | null;
	tables: { name: string; rows: number; sha256: string; columns: { name: string; type: string }[] }[];
};

const readExport = (path: string): Exported => JSON.parse(readFileSync(join(path, 'export.json'), 'utf8'));

test('what is exported and taken into an empty installation is exported the same again', async () => {
	await succeeds(from, 'demo', '--cases', '300');
	const { sha256 } = await folderStore(join(from, 'files')).put(Buffer.from('a letter'));
	await succeeds(from, 'export', out);
	const { tables, files } = readExport(out);
	const cases = tables.find(({ name }) => name === 'casework.case');
	assert.ok((cases?.rows ?? 0) > 300, 'reports, and the cases of applications');
	assert.deepEqual(cases?.columns[0], { name: 'pemda', type: 'text', required: true });
	const [head, ...lines] = readFileSync(join(out, 'files.csv'), 'utf8').trimEnd().split('\n');
	assert.equal(head, 'sha256,size_bytes');
	assert.ok(lines.includes(`${sha256},8`));
	assert.equal(lines.length, files, 'as many as the list says: photos with their thumbnails, and the letter');
	assert.ok(lines.length > 90);

	await refusesChanged();
	assert.match(await succeeds(to, 'import', 'all', out), new RegExp(`and ${files} stored files taken in`));
	await succeeds(to, 'doctor', '--files');
	const again = join(folder, 'again');
	await succeeds(to, 'export', again);
	const sums = (exported: Exported) => exported.tables.map(({ name, rows }) => `${name} ${rows}`);
	assert.deepEqual(sums(readExport(again)), sums(readExport(out)));
	for (const { name } of tables) {
		const lines = (path: string) =>
			readFileSync(join(path, 'tables', `${name}.csv`), 'utf8')
				.split('\n')
				.sort();
		assert.deepEqual(lines(again), lines(out), name);
	}
	assert.equal(readFileSync(join(to, 'secret.key'), 'utf8'), readFileSync(join(from, 'secret.key'), 'utf8'));
});

/** A list of files that lost one, a table that got a line: neither is taken in, and the whole one is afterwards. */
async function refusesChanged(): Promise<void> {
	const refused = async (path: string, change: (whole: string) => string, because: RegExp) => {
		const whole = readFileSync(join(out, path), 'utf8');
		writeFileSync(join(out, path), change(whole));
		const { code, out: said } = await ssp(to, 'import', 'all', out);
		writeFileSync(join(out, path), whole);
		assert.equal(code, 1);
		assert.match(said, because);
	};
	const lines = (whole: string) => whole.split('\n');
	await refused(
		'files.csv',
		(whole) => lines(whole).slice(0, -2).join('\n'),
		/files\.csv names \d+ files; \d+ were written/,
	);
	const table = 'tables/casework.case.csv';
	await refused(table, (whole) => `${whole}\n`, /casework\.case\.csv is not as it was written/);
}

test('it is not taken in twice', async () => {
	const twice = await ssp(to, 'import', 'all', out);
	assert.equal(twice.code, 1);
	assert.match(twice.out, /holds cases already/);
});
