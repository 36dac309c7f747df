import { now } from '#platform/clock';
import { type Db, withTx } from '#platform/db';
import { formatDate, translate } from '#platform/i18n';
import { enqueue } from '#platform/jobs';
import { readRules } from '../rules.ts';
import { type Comeback, insertComeback, selectOpenById } from '../store/comebacks.ts';
import { selectByContact, selectContacts } from '../store/contacts.ts';
import { type Contact, parseContact } from './address.ts';
import { hashOfStop, stopLink, stopOf } from './comeback-codes.ts';
import { tell } from './tell.ts';

const dayMs = 86_400_000;

export type AskedComeback = Contact & { id: string; lost: string; counterHash: string };

/**
 * Begins the days of a way back, if the lost contact is somebody's; its old contacts hear of it now, and once more
 * before it opens. A job, so that the page which asked does the same work for a contact that is nobody's.
 */
export function beginComeback({ id, lost, kind, address, counterHash }: AskedComeback): Promise<void> {
	return withTx(async (tx) => {
		const old = parseContact(lost);
		const account = old && (await selectByContact(old, tx));
		if (!account || account.suspended) return;
		const { accountId, lang } = account;
		const at = now();
		const readyAt = new Date(at.getTime() + (await readRules(tx))['comeback-days'] * dayMs);
		const row = { id, accountId, kind, address, at, readyAt };
		const hashes = { stopHash: hashOfStop(stopOf(id)), counterHash: Buffer.from(counterHash, 'base64url') };
		if (!(await insertComeback(tx, { ...row, ...hashes }))) return;
		await tellOfComeback(tx, { id, accountId, readyAt, lang }, 'comeback');
		const runAt = new Date(at.getTime() + (readyAt.getTime() - at.getTime()) / 2);
		await enqueue(tx, 'identity/remind-comeback', { id }, { runAt, key: `remind comeback ${id}` });
	});
}

/** Half way through, to whoever missed the first notice. */
export function remindComeback({ id }: { id: string }): Promise<void> {
	return withTx(async (tx) => {
		const open = await selectOpenById(tx, id);
		if (open) await tellOfComeback(tx, open, 'comeback-again');
	});
}

type Told = Pick<Comeback, 'id' | 'accountId' | 'readyAt' | 'lang'>;

/** Every old contact hears of it, with the link that stops it; the same notice once. */
export async function tellOfComeback(
	on: Db,
	{ id, accountId, readyAt, lang }: Told,
	what: 'comeback' | 'comeback-again' | 'comeback-seen',
	params: Record<string, string> = {},
): Promise<void> {
	const said = { ...params, at: formatDate(lang, readyAt), href: stopLink(id) };
	for (const contact of await selectContacts(on, accountId)) {
		await tell(on, contact, {
			key: `${what} ${id} ${contact.id}`,
			subject: translate(lang, 'account.mail.comeback.subject'),
			text: translate(lang, `account.mail.${what}`, said),
		});
	}
}
