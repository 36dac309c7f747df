import { type Actor, findNames } from '#identity';
import { listLinesAbout } from '#platform/audit';
import { withScope } from '#platform/db';
import { ownAccountOf } from './policy.ts';

/** One time somebody or something other than the person looked at their data, or changed them. */
export type LedgerLine = {
	id: string;
	at: Date;
	/** The officer's name, or the app's; null for the platform itself. */
	who: string | null;
	office: { pemda: string; officeId: string } | null;
	/** A key of the messages, `people.ledger.<act>` with / as -. */
	act: string;
	/** Why, in the words of the messages, and on what legal basis, where it was said. */
	reason: string | null;
	/** What the officer typed as the reason, where one is asked for. */
	words: string | null;
	basis: string | null;
};

const pageLength = 50;

/** Who looked at the data of the resident who asks, newest first, fifty at a time; `next` leads to older ones. */
export async function listLedger(
	actor: Actor,
	before?: { at: Date; id: string },
): Promise<{ lines: LedgerLine[]; next: { at: Date; id: string } | undefined }> {
	const { accountId } = ownAccountOf(actor);
	const own = `account:${accountId}`;
	const found = await withScope({ account: accountId }, (tx) =>
		listLinesAbout(tx, own, { own, before, limit: pageLength + 1 }),
	);
	const page = found.slice(0, pageLength);
	const names = await findNames(
		page.flatMap(({ actor: who }) => (who.startsWith('account:') ? [who.slice('account:'.length)] : [])),
	);
	const last = page.at(-1);
	return {
		lines: page.map((line) => ({
			id: line.id,
			at: line.at,
			who: names.get(line.actor.slice('account:'.length)) ?? textOf(line.detail['app']),
			office: officeOf(line.detail['office']),
			act: line.act.replace('/', '-'),
			reason: textOf(line.detail['reason']),
			words: textOf(line.detail['words']),
			basis: textOf(line.detail['basis']),
		})),
		next: found.length > pageLength && last ? { at: last.at, id: last.id } : undefined,
	};
}

function officeOf(value: unknown): LedgerLine['office'] {
	if (typeof value !== 'object' || value === null || !('pemda' in value) || !('officeId' in value))
		return null;
	const { pemda, officeId } = value;
	return typeof pemda === 'string' && typeof officeId === 'string' ? { pemda, officeId } : null;
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}
