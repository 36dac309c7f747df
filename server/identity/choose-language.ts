import { withTx } from '#platform/db';
import type { Officer, Resident } from './actor.ts';
import { installation, note } from './note.ts';
import { updateProfile } from './store/accounts.ts';

/** The language an officer's pages speak on any device where none was chosen. */
export async function chooseLanguage(actor: Officer | Resident, lang: 'id' | 'en'): Promise<void> {
	await withTx(async (tx) => {
		await updateProfile(tx, actor.accountId, { lang });
		await note(tx, actor, { pemda: installation, name: 'choose-language', accountId: actor.accountId });
	});
}
