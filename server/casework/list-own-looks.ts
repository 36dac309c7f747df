import { type Actor, findNames } from '#identity';
import { getOwner } from './owner-of.ts';
import { selectOwnLooks } from './store/own.ts';

/** Why somebody opened a case of the actor's. */
export type LookReason = 'case' | 'oversight' | 'emergency';

/**
 * Handling complaints is a duty of each provider (Law 25/2009, article 36), watching over it of its leaders and the
 * overseers (article 35); the person's data are read for that (Law 27/2022, article 20 (2) e).
 */
const bases: Record<LookReason, string> = {
	case: 'UU 25/2009 Pasal 36; UU 27/2022 Pasal 20 ayat (2) huruf e',
	oversight: 'UU 25/2009 Pasal 35; UU 27/2022 Pasal 20 ayat (2) huruf e',
	emergency: 'UU 25/2009 Pasal 36; UU 27/2022 Pasal 20 ayat (2) huruf e',
};
const reasons: Record<string, LookReason> = {
	'casework/oversee-read-case': 'oversight',
	'casework/read-confidential': 'emergency',
};

/** An officer who opened a case of the actor's: by which office, how often, first and last time, why. */
export type OwnLook = {
	number: string;
	who: string;
	office: { pemda: string; officeId: string } | null;
	looks: number;
	firstAt: Date;
	lastAt: Date;
	reason: LookReason;
	basis: string;
};

/** Who opened the cases in the actor's account, overseers too, newest first, at most 500. */
export async function listOwnLooks(actor: Actor): Promise<OwnLook[]> {
	const rows = await selectOwnLooks(getOwner(actor).ownerId);
	const names = await findNames([...new Set(rows.map(({ accountId }) => accountId))]);
	return rows.map(
		({ number, accountId, accountName, act, officePemda, officeId, looks, firstAt, lastAt }) => {
			const reason = reasons[act] ?? 'case';
			const who = accountName ?? names.get(accountId) ?? '–';
			return {
				...{ number, who, looks, firstAt, lastAt, reason, basis: bases[reason] },
				office: officePemda && officeId ? { pemda: officePemda, officeId } : null,
			};
		},
	);
}
