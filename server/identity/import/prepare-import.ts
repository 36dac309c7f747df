import { createHash } from 'node:crypto';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { getPemda } from '#regions';
import { labelOf, type Officer } from '../actor.ts';
import { mayManage, wallOf } from '../policy.ts';
import { insertImport, selectKnown, selectSame } from '../store/imports.ts';
import { planRow, readFacts, withoutDoubles } from './plan-row.ts';
import { readCsv } from './read-csv.ts';

export type ImportRef = { pemda: string; importId: string };
const sameForMs = 3_600_000;

/**
 * Looks a list of officers through and keeps what each line would do; nothing is given yet. The same list again within
 * an hour, or while it is carried out, is the same import. By whoever manages the government, or the command line
 * (null). Refuses `identity/not-yours` and what `readCsv` does.
 */
export async function prepareImport(
	actor: Officer | null,
	{ pemda, fileName, bytes }: { pemda: string; fileName: string; bytes: Uint8Array },
): Promise<ImportRef> {
	if (actor && !mayManage(actor, pemda)) throw new Refusal('forbidden', 'identity/not-yours');
	await getPemda(pemda);
	const at = now();
	const sha256 = createHash('sha256').update(bytes).digest();
	const wall = wallOf(actor, pemda);
	const since = new Date(at.getTime() - sameForMs);
	const same = await withScope(wall, (tx) => selectSame(tx, pemda, sha256, since));
	if (same) return { pemda, importId: same.id };
	const lines = readCsv(bytes);
	const facts = await readFacts(pemda);
	const emails = [...new Set(lines.map(({ cells }) => (cells['email'] ?? '').trim().toLowerCase()))];
	const known = await selectKnown(pemda, emails.filter(isStorable));
	const rows = withoutDoubles(lines.map((line) => planRow(line, facts, known)));
	const id = newId();
	const made = { pemda, id, fileName: fileName.toWellFormed().slice(0, 200), sha256, at };
	await withScope(wall, (tx) =>
		insertImport(tx, { ...made, by: actor ? labelOf(actor) : 'system:ssp' }, rows),
	);
	return { pemda, importId: id };
}

function isStorable(text: string): boolean {
	return text.length <= 300 && text.isWellFormed();
}
