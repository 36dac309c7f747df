import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { ImportReport } from '#business';
import { translate } from '#platform/i18n';

type Options = { by: string; dry: boolean; pemda?: string };

/** Runs an import of one file and says what came of each row that is not the same as before, then the counts. */
export async function sayReport(
	args: string[],
	help: string,
	run: (text: string, options: Options) => Promise<ImportReport>,
): Promise<void> {
	const { values, positionals } = parseArgs({
		args,
		options: { 'dry-run': { type: 'boolean' }, pemda: { type: 'string' } },
		allowPositionals: true,
	});
	const [file] = positionals;
	if (!file || positionals.length !== 1) throw new Error(help);
	const dry = values['dry-run'] === true;
	const text = await readFile(file, 'utf8');
	const { lines, counts } = await run(text, {
		by: 'system:ssp',
		dry,
		...(values.pemda === undefined ? {} : { pemda: values.pemda }),
	});
	for (const { line, key, outcome, why } of lines) {
		if (outcome === 'same') continue;
		const reason = why ? `: ${translate('en', `business.import.wrong.${why}`)}` : '';
		console.log(`line ${line}  ${key}  ${outcome}${reason}`);
	}
	const said = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
	console.log(`${dry ? 'Nothing was changed. It would be: ' : ''}${said.join(', ')}`);
	if (counts.wrong > 0) throw new Error(`${counts.wrong} wrong rows were left out.`);
}
