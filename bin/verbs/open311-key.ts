import { parseArgs } from 'node:util';
import { createApiKey, listApiKeys, revokeApiKey } from '../../server/doors/open311/keys.ts';

export const help = `ssp open311-key create --pemda CODE --label NAME
  A key for an application that files reports through Open311: good for that government (12.71); one of the province
  (12) for all. Shown once, kept only as a hash. The label says which application and whose.
ssp open311-key list [--pemda CODE]
  Every key there is or was: id, government, label, since when, revoked when. Never the keys themselves.
ssp open311-key revoke ID
  From this moment nothing is taken from it.`;

const text = { type: 'string' } as const;

export async function run(args: string[]): Promise<void> {
	const [act, ...rest] = args;
	const { values, positionals } = parseArgs({
		args: rest,
		options: { pemda: text, label: text },
		allowPositionals: true,
	});
	const [id] = positionals;
	if (act === 'create' && values.pemda && values.label && !id) return create(values.pemda, values.label);
	if (act === 'list' && !id) return list(values.pemda);
	if (act === 'revoke' && id) return revoke(id);
	throw new Error(help);
}

async function create(pemda: string, label: string): Promise<void> {
	const { id, key } = await createApiKey('system:ssp', { pemda, label });
	console.log(`${key}\n  Its id is ${id}. Write the key down now: it is not shown again.`);
}

async function list(pemda: string | undefined): Promise<void> {
	for (const { id, createdAt, revokedAt, ...key } of await listApiKeys(pemda)) {
		const until = revokedAt ? `, revoked ${revokedAt.toISOString()}` : '';
		console.log(`${id}  ${key.pemda}  ${key.label}  (since ${createdAt.toISOString()}${until})`);
	}
}

async function revoke(id: string): Promise<void> {
	const { pemda, label } = await revokeApiKey('system:ssp', id);
	console.log(`The key of ${pemda} for ${label} is revoked.`);
}
