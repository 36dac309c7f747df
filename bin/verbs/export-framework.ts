import { exportFramework, listFrameworkIds } from '#renaksi';

export const help = `ssp export framework ID [--json]
  Writes the newest published framework of the action plan as CSV for a spreadsheet, or as JSON. Without ID: their names.`;

export const existing = true;

export async function run(args: string[]): Promise<void> {
	const isJson = args.includes('--json');
	const [id, ...more] = args.filter((word) => word !== '--json');
	if (more.length > 0) throw new Error(help);
	process.stdout.write(
		id ? await exportFramework(id, isJson ? 'json' : 'csv') : `${(await listFrameworkIds()).join('\n')}\n`,
	);
}
