import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { enqueue } from '#platform/jobs';
import { Refusal } from '#platform/refusal';
import { unseal } from '#platform/secret';
import { labelOf, type Officer } from '../actor.ts';
import { isId } from '../is-id.ts';
import { wallOf } from '../policy.ts';
import { mustManage } from '../reach-account.ts';
import { requireFresh } from '../require-fresh.ts';
import {
	countRows,
	type Import,
	type ImportCounts,
	type ImportRow,
	selectImport,
	selectImports,
	selectRows,
	takeSealed,
	updateStarted,
} from '../store/imports.ts';
import { applyImport, sealedPurpose } from './apply-import.ts';
import type { ImportRef } from './prepare-import.ts';

const perPage = 100;

/** Starts to carry a list out behind the pages; two taps are one. Refuses `identity/not-yours`, `identity/no-such-import`, `identity/not-fresh`. */
export async function startImport(actor: Officer, { pemda, importId }: ImportRef): Promise<void> {
	mustManage(actor, pemda);
	await requireFresh(actor);
	await withScope(wallOf(actor, pemda), async (tx) => {
		await find(tx, pemda, importId);
		if (!(await updateStarted(tx, pemda, importId, labelOf(actor), now()))) return;
		await enqueue(tx, 'identity/apply-import', { pemda, importId }, { key: `import ${importId}` });
		const line = { pemda, actor: labelOf(actor), act: 'identity/start-import', origin: actor.origin };
		await record(tx, { ...line, subject: `import:${importId}` });
	});
}

/** From the command line: at once, and to the end. */
export async function runImport({ pemda, importId }: ImportRef): Promise<void> {
	await withScope(wallOf(null, pemda), (tx) => updateStarted(tx, pemda, importId, 'system:ssp', now()));
	await applyImport({ pemda, importId });
}

export type ImportFile = Import & { counts: ImportCounts; rows: ImportRow[]; next: number | undefined };

/** How a list stands, and its lines; of one plan where asked. Refuses `identity/not-yours`, `identity/no-such-import`. */
export async function getImport(
	actor: Officer | null,
	{ pemda, importId }: ImportRef,
	{ plan = null, after = 0, limit = perPage }: { plan?: string | null; after?: number; limit?: number } = {},
): Promise<ImportFile> {
	if (actor) mustManage(actor, pemda);
	const { found, counts, rows } = await withScope(wallOf(actor, pemda), async (tx) => ({
		found: await find(tx, pemda, importId),
		counts: await countRows(tx, pemda, importId),
		rows: await selectRows(tx, pemda, importId, { plan, after, limit: limit + 1 }),
	}));
	const shown = rows.slice(0, limit);
	return { ...found, counts, rows: shown, next: rows.length > limit ? shown.at(-1)?.line : undefined };
}

export async function listImports(actor: Officer, pemda: string): Promise<Import[]> {
	mustManage(actor, pemda);
	return withScope(wallOf(actor, pemda), (tx) => selectImports(tx, pemda));
}

export type FirstPasswordLine = { name: string; email: string; password: string };

/**
 * The first passwords of a list, handed out once and then forgotten. By an officer, or the command line (null).
 * Refuses `identity/not-yours`, `identity/no-such-import`, `identity/not-fresh`, `identity/list-taken`.
 */
export async function takeFirstPasswords(
	actor: Officer | null,
	{ pemda, importId }: ImportRef,
): Promise<FirstPasswordLine[]> {
	if (actor) mustManage(actor, pemda);
	if (actor) await requireFresh(actor);
	return withScope(wallOf(actor, pemda), async (tx) => {
		await find(tx, pemda, importId);
		const lines = await takeSealed(tx, pemda, importId, now());
		if (lines.length === 0) throw new Refusal('conflict', 'identity/list-taken');
		const by = actor ? labelOf(actor) : 'system:ssp';
		const line = { pemda, actor: by, act: 'identity/take-first-passwords', subject: `import:${importId}` };
		await record(tx, { ...line, detail: { count: lines.length } });
		return lines.map(({ name, email, password }) => ({
			name,
			email,
			password: unseal(sealedPurpose, password) ?? '',
		}));
	});
}

async function find(tx: Tx, pemda: string, importId: string): Promise<Import> {
	const found = isId(importId) ? await selectImport(tx, pemda, importId) : undefined;
	if (!found) throw new Refusal('not-found', 'identity/no-such-import');
	return found;
}
