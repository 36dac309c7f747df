import { listHolderContacts } from '#identity';
import { config } from '#platform/config';
import type { Tx } from '#platform/db';
import { formatDate, translate } from '#platform/i18n';
import { queueMail } from '#platform/mail';
import { listOffices } from '#regions';
import { formatNumber } from '../case-number.ts';
import type { Glass } from '../store/break-glass.ts';

/** By mail: the head of the office that handles the case, and the inspectorate's. The page shows it in any case. */
export async function tellOfOpening(
	tx: Tx,
	glass: Glass,
	{ decider, openUntil }: { decider: string; openUntil: Date },
): Promise<void> {
	const { holderPemda, holderOfficeId } = glass;
	if (!holderPemda || !holderOfficeId) return;
	const inspectorates = await listOffices(holderPemda, { kinds: ['inspectorate'] });
	const offices = [...new Set([holderOfficeId, ...inspectorates.map(({ id }) => id)])];
	const heads = await listHolderContacts(tx, holderPemda, offices, ['office-head', 'overseer']);
	for (const { accountId, email, lang } of heads) {
		const params = {
			...{ number: formatNumber(glass.number), asker: glass.askedName, post: glass.askedPost },
			...{ decider, reason: glass.reason, until: formatDate(lang, openUntil) },
			address: `${config.publicOrigin}/meja/akses-darurat`,
		};
		await queueMail(tx, {
			key: `opening ${glass.id} ${accountId}`,
			to: email,
			subject: translate(lang, 'glass.mail.subject', params),
			text: translate(lang, 'glass.mail.text', params),
		});
	}
}
