import type { RequestEvent } from '@sveltejs/kit';
import { redirect } from '@sveltejs/kit';
import { createOfficer, firstPasswordDays, getOfficer, givePost, type Officer } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { managedGovernment } from '#lib/managed-government.ts';
import { officerOf } from '#lib/officer.ts';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import { findOffice, listOffices, listPosts } from '#regions';
import type { Actions, PageServerLoad } from './$types';

const mostOffices = 60;

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	const { pemda, name } = await managedGovernment(officer, url);
	const office = await findOffice(pemda, url.searchParams.get('kantor') ?? '');
	const accountId = url.searchParams.get('akun');
	const q = (url.searchParams.get('q') ?? '').trim().slice(0, 80);
	return {
		pemda,
		name,
		q,
		known: accountId ? await getOfficer(officer, { pemda, accountId }) : undefined,
		office: office?.name,
		offices: office ? [] : await findOffices(pemda, q),
		posts: office
			? (await listPosts(pemda, office.id)).map(({ id, title }) => ({ value: id, label: title }))
			: [],
		today: dayOf(now()),
	};
};

/** Villages only when asked for: there are hundreds in some regencies. */
async function findOffices(pemda: string, q: string): Promise<{ id: string; name: string }[]> {
	const found = await listOffices(pemda, { q });
	const shown = q ? found : found.filter(({ kind }) => kind !== 'desa' && kind !== 'kelurahan');
	const names = shown.slice(0, mostOffices).map(({ id, name }) => ({ id, name }));
	return names.sort((a, b) => a.name.localeCompare(b.name, 'id'));
}

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const officer = officerOf(event.locals);
			const { pemda } = await managedGovernment(officer, event.url);
			const accountId = event.url.searchParams.get('akun');
			if (accountId) {
				const awaits = await givePost(officer, { ...readHolding(form, pemda), accountId });
				redirect(303, `/kelola/petugas/${accountId}?pemda=${pemda}&${awaits ? 'menunggu' : 'diberi'}`);
			}
			return make(event, officer, form, pemda);
		}),
};

/** Shows a first password once, and leaves it nowhere. */
async function make(event: RequestEvent, officer: Officer, form: FormData, pemda: string) {
	const name = textOf(form, 'name');
	const person = { name, email: textOf(form, 'email') };
	const { accountId, password, awaits } = await createOfficer(officer, {
		...person,
		...readHolding(form, pemda),
	});
	if (!password && awaits) redirect(303, `/kelola/persetujuan?pemda=${pemda}`);
	if (!password) redirect(303, `/kelola/petugas/${accountId}?pemda=${pemda}&sudah-ada`);
	event.setHeaders({ 'cache-control': 'no-store' });
	return { made: { ...person, accountId, password, awaits, days: firstPasswordDays } };
}

function readHolding(form: FormData, pemda: string) {
	const acting = textOf(form, 'acting');
	return {
		pemda,
		postId: textOf(form, 'post'),
		acting: acting === 'plt' || acting === 'plh' ? acting : null,
		from: textOf(form, 'from'),
		to: textOf(form, 'to') || null,
	} as const;
}
