import { redirect } from '@sveltejs/kit';
import { renderSVG } from 'uqr';
import { renewOwnSession } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { officeName } from '#lib/case-view.ts';
import { ownPath } from '#lib/choices.ts';
import { residentOf } from '#lib/resident.ts';
import { keepSession } from '#lib/session.ts';
import { checkRegister, formatCode, getOwnPerson, giveNik, isRegisterOn, makeCounterCode } from '#people';
import type { Actions, PageServerLoad } from './$types';

const done = ['nik', 'cocok'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const person = await getOwnPerson(residentOf(locals));
	return {
		person: {
			...person,
			proofs: await Promise.all(
				person.proofs.map(async ({ level, way, at, officePemda, officeId }) => ({
					...{ level, way, at, office: await officeName(officePemda, officeId) },
				})),
			),
		},
		register: isRegisterOn(),
		needed:
			url.searchParams.get('perlu') === 'verified'
				? 'verified'
				: url.searchParams.has('perlu')
					? 'nik'
					: null,
		back: ownPath(url.searchParams.get('kembali') ?? ''),
		done: done.find((what) => url.searchParams.has(what)),
	};
};

export const actions: Actions = {
	nik: (event) =>
		act(
			event,
			async (form) => {
				const typed = {
					name: textOf(form, 'name'),
					nik: textOf(form, 'nik'),
					birthDate: textOf(form, 'birthDate'),
				};
				const resident = residentOf(event.locals);
				await giveNik(resident, typed);
				keepSession(event.cookies, event.url, await renewOwnSession(resident));
				goOn(event.url, 'nik');
			},
			{ forget: ['nik'] },
		),
	counter: (event) =>
		act(event, async () => {
			const { code, endsAt } = await makeCounterCode(residentOf(event.locals));
			return { counter: { code: formatCode(code), endsAt, svg: renderSVG(code, { border: 2 }) } };
		}),
	register: (event) =>
		act(event, async () => {
			const resident = residentOf(event.locals);
			await checkRegister(resident);
			keepSession(event.cookies, event.url, await renewOwnSession(resident));
			goOn(event.url, 'cocok');
		}),
};

/** Back to the page that needed more, once it is there. */
function goOn(url: URL, what: (typeof done)[number]): never {
	const back = url.searchParams.get('kembali');
	redirect(303, back ? ownPath(back) : `/akun/data?${what}`);
}
