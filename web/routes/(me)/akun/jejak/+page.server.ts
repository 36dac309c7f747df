import { formatNumber, listOwnLooks } from '#casework';
import { officeName } from '#lib/case-view.ts';
import { residentOf } from '#lib/resident.ts';
import { listLedger, listShownInLists } from '#people';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const resident = residentOf(locals);
	const before = placeOf(url.searchParams.get('sebelum'));
	const [{ lines, next }, looks, lists] = await Promise.all([
		listLedger(resident, before),
		listOwnLooks(resident),
		listShownInLists(resident),
	]);
	return {
		lines: await Promise.all(
			lines.map(async (line) => ({
				...line,
				what: locals.t(`people.ledger.act.${told.has(line.act) ? line.act : 'other'}`),
				office: await nameOf(line.office),
			})),
		),
		looks: await Promise.all(
			looks.map(async (look) => ({
				...look,
				number: formatNumber(look.number),
				office: await nameOf(look.office),
			})),
		),
		lists: await Promise.all(
			lists.map(async (list) => ({
				...list,
				what: locals.t(`people.ledger.act.${list.act}`),
				who: list.who.join(', '),
				office: await nameOf(list.office),
			})),
		),
		next: next ? `/akun/jejak?sebelum=${next.at.toISOString()}_${next.id}` : null,
		first: before ? '/akun/jejak' : null,
	};
};

/** What has words of its own; the rest are changes of the account. */
const told = new Set([
	'people-open-at-counter',
	'people-verify-at-counter',
	'people-register-at-counter',
	'people-verify-business',
	'people-hasten-at-counter',
	'people-ask-register',
	'people-accept-mandate',
	'people-act-for',
	'people-fill-under-mandate',
	'people-end-mandate',
	'identity-create-assisted',
	'sso-share-data',
	'applications-read-application',
	'applications-show-numbers',
	'documents-read-document',
	'documents-take-file',
	'documents-seal',
	'payments-read-invoice',
]);

async function nameOf(office: { pemda: string; officeId: string } | null): Promise<string | null> {
	return office && (await officeName(office.pemda, office.officeId));
}

/** `2026-11-24T05:00:00.000Z_<id>`: the last line that was seen. */
function placeOf(text: string | null): { at: Date; id: string } | undefined {
	const [moment = '', id = ''] = (text ?? '').split('_');
	const at = new Date(moment);
	return Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(id) ? undefined : { at, id };
}
