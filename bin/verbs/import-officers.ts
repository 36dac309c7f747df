import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { getImport, type ImportFile, prepareImport, runImport, takeFirstPasswords } from '#identity';
import { translate } from '#platform/i18n';

export const help = `ssp import officers FILE.csv --pemda CODE [--dry-run] [--passwords OUT.csv]
  Officers of one government from a list with the columns nama,surel,kantor,jabatan and, where wanted,
  sebagai,mulai,sampai: an office by its name or short word, a post by its title. --dry-run says of each line what it
  would do. First passwords are written to OUT.csv (FILE-passwords.csv unless told), readable by you alone. The same
  list twice gives nothing twice. Lines that are wrong are left out and said.`;

export async function run(args: string[]): Promise<void> {
	const options = {
		pemda: { type: 'string' },
		'dry-run': { type: 'boolean' },
		passwords: { type: 'string' },
	} as const;
	const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
	const [file] = positionals;
	if (!file || positionals.length !== 1 || !values.pemda) throw new Error(help);
	const { pemda } = values;
	const ref = await prepareImport(null, { pemda, fileName: basename(file), bytes: await readFile(file) });
	const planned = await getImport(null, ref, { limit: 20_000 });
	if (values['dry-run']) return tell(planned);
	sayWrong(planned);
	await runImport(ref);
	const { counts } = await getImport(null, ref, { limit: 0 });
	console.log(`${counts.done} lines done, ${counts.nothing} had been already, ${counts.wrong} are wrong.`);
	if (counts.passwords > 0)
		await keepPasswords(ref, values.passwords ?? `${file.replace(/\.csv$/i, '')}-passwords.csv`);
}

function tell({ rows, counts }: ImportFile): void {
	for (const row of rows) {
		if (row.plan !== 'wrong') console.log(`line ${row.line}: ${row.plan}  ${row.email}  ${row.postWords}`);
	}
	sayWrong({ rows });
	console.log(
		`${counts['new-account']} new accounts, ${counts['give-post']} posts for known ones, ${counts.nothing} nothing to do, ${counts.wrong} wrong.`,
	);
}

function sayWrong({ rows }: Pick<ImportFile, 'rows'>): void {
	for (const { line, wrong } of rows) {
		for (const [column, key] of Object.entries(wrong)) {
			console.log(`line ${line}, ${column}: ${translate('en', key)}`);
		}
	}
}

async function keepPasswords(ref: { pemda: string; importId: string }, path: string): Promise<void> {
	const lines = await takeFirstPasswords(null, ref);
	const cells = lines.map(({ name, email, password }) => [name, email, password].map(quote).join(','));
	await writeFile(path, ['nama,surel,kata_sandi_pertama', ...cells, ''].join('\r\n'), {
		mode: 0o600,
		flag: 'wx',
	});
	console.log(`${lines.length} first passwords stand in ${path}. Hand them over, then remove it.`);
}

function quote(text: string): string {
	return `"${text.replaceAll('"', '""')}"`;
}
