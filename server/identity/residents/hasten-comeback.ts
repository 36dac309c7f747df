import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { type Holding, labelOf, type Officer } from '../actor.ts';
import { note } from '../note.ts';
import { readRules } from '../rules.ts';
import { hastenRow, selectByCounter, selectOpenById } from '../store/comebacks.ts';
import { tellOfComeback } from './begin-comeback.ts';
import { hashOfCounterCode } from './comeback-codes.ts';

/** Whose way back it is, by the code its asker shows at a counter. For `#people`, which compares the card. */
export async function findComeback(
	counterCode: string,
): Promise<{ id: string; accountId: string } | undefined> {
	const found = await selectByCounter(hashOfCounterCode(counterCode));
	return found && { id: found.id, accountId: found.accountId };
}

/**
 * An officer saw the card of whoever asks: it opens after hours instead of days. Never at once: the old contacts hear
 * of it, with the office's name, and can still stop it, so that no officer opens an account alone. When it opens;
 * undefined when it is no longer open. Seen twice changes nothing.
 */
export async function hastenComeback(
	tx: Tx,
	officer: Officer,
	{ id, post }: { id: string; post: Holding },
): Promise<Date | undefined> {
	const at = now();
	const soon = new Date(at.getTime() + (await readRules(tx))['comeback-seen-hours'] * 3_600_000);
	const readyAt = await hastenRow(tx, { id, readyAt: soon, by: labelOf(officer), at });
	const open = readyAt && (await selectOpenById(tx, id));
	if (!open) return undefined;
	const { accountId } = open;
	await note(tx, officer, { pemda: post.pemda, name: 'hasten-comeback', accountId });
	await tellOfComeback(tx, open, 'comeback-seen', { office: post.officeName });
	return readyAt;
}
