import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { createOfficer, endHolding, listOfficers, managedBy, type Officer, resetPassword, suspendOfficer } from '#identity';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import { Refusal } from '#platform/refusal';
import { findPost, listOffices, listPemda, listPosts } from '#regions';
import type { RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** The government whose officers are shown: one the asker manages, the first unless the address says which. */
async function governmentOf(officer: Officer, url: URL) {
	const managed = managedBy(officer);
	const governments = (await listPemda()).filter(({ code }) => managed === 'all' || managed.includes(code));
	const asked = url.searchParams.get('pemda');
	const chosen = governments.find(({ code }) => code === asked) ?? governments[0];
	if (!chosen) throw new Refusal('forbidden', 'identity/not-yours');
	return { chosen, governments };
}

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	const { chosen, governments } = await governmentOf(officer, url);
	const q = (url.searchParams.get('q') ?? '').slice(0, 80);
	const after = url.searchParams.get('setelah');
	const { rows, next } = await listOfficers(officer, chosen.code, { q, ...(after ? { after } : {}) });
	const officeId = url.searchParams.get('kantor') ?? '';
	const offices = await listOffices(chosen.code);
	const known = offices.some(({ id }) => id === officeId);
	const today = dayOf(now());
	return {
		pemda: chosen.code,
		name: chosen.name,
		governments: governments.map(({ code, name }) => ({ value: code, label: name })),
		q,
		officeId: known ? officeId : '',
		offices: offices.filter(({ kind }) => kind !== 'desa' && kind !== 'kelurahan').map(({ id, name }) => ({ value: id, label: name })),
		posts: known ? (await listPosts(chosen.code, officeId)).map((post) => ({ value: post.id, label: post.title })) : [],
		today,
		next: next ? `?${new URLSearchParams({ pemda: chosen.code, q, setelah: next })}` : undefined,
		rows: await Promise.all(
			rows.map(async (row) => ({
				...row,
				posts: await Promise.all(
					(row.posts ?? []).map(async (held) => ({ ...held, post: await findPost(chosen.code, held.postId), current: held.to === null || held.to >= today })),
				),
			})),
		),
	};
};

function manage(event: RequestEvent, run: (officer: Officer, pemda: string, form: FormData) => Promise<unknown>) {
	return act(event, async (form) => {
		const officer = officerOf(event.locals);
		const { chosen } = await governmentOf(officer, event.url);
		return run(officer, chosen.code, form);
	});
}

export const actions: Actions = {
	give: (event) =>
		manage(event, async (officer, pemda, form) => {
			const acting = textOf(form, 'acting');
			const name = textOf(form, 'name');
			const { password } = await createOfficer(officer, {
				email: textOf(form, 'email'),
				name,
				pemda,
				postId: textOf(form, 'post'),
				acting: acting === 'plt' || acting === 'plh' ? acting : null,
				from: textOf(form, 'from'),
				to: textOf(form, 'to') || null,
			});
			return { made: { name, password } };
		}),
	end: (event) =>
		manage(event, (officer, pemda, form) =>
			endHolding(officer, { pemda, holdingId: textOf(form, 'holding'), accountId: textOf(form, 'account'), to: dayOf(now()) }),
		),
	suspend: (event) =>
		manage(event, (officer, pemda, form) => suspendOfficer(officer, { pemda, accountId: textOf(form, 'account'), suspended: textOf(form, 'suspended') === 'yes' })),
	reset: (event) =>
		manage(event, async (officer, pemda, form) => ({
			made: { name: textOf(form, 'name'), password: await resetPassword(officer, { pemda, accountId: textOf(form, 'account') }) },
		})),
};
