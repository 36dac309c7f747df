import { redirect } from '@sveltejs/kit';
import { startAtCounter } from '#applications';
import { formatNumber, parseNumber } from '#casework';
import { renewOwnSession } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { stepsPath } from '#lib/apply-view.ts';
import { officerOf } from '#lib/officer.ts';
import { keepSession } from '#lib/session.ts';
import {
	actFor,
	counters,
	findCounterPost,
	hastenAtCounter,
	listMandates,
	openAtCounter,
	stateOf,
	verifyAtCounter,
	verifyBusiness,
} from '#people';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { findRegion, listPemda } from '#regions';
import { listServices } from '#services';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	const [person, business] = await Promise.all([
		findCounterPost(officer, 'person'),
		findCounterPost(officer, 'business'),
	]);
	if (!person && !business) throw new Refusal('forbidden', 'people/no-counter');
	const today = dayOf(now());
	const { held } = await listMandates(officer);
	return {
		office: (person ?? business)?.officeName ?? '',
		registers: person !== undefined,
		documents: counters.person.documents.map((value) => ({
			value,
			label: locals.t(`people.document.${value}`),
		})),
		helped: held.flatMap((one) =>
			stateOf(one, today) === 'running'
				? [{ id: one.id, name: one.from.name ?? '', validTo: one.validTo }]
				: [],
		),
		actingUnder: officer.actsFor?.mandateId ?? null,
		done: url.searchParams.has('diperiksa'),
		sent: numberIn(url.searchParams.get('terkirim')),
		services: (await listServices({ lang: locals.lang })).map(({ id, title }) => ({
			value: id,
			label: title,
		})),
		regions: (await listPemda()).flatMap(({ code, name }) =>
			code.length > 2 ? [{ value: code, label: name }] : [],
		),
		region: (person ?? business)?.pemda ?? '',
	};
};

export const actions: Actions = {
	open: (event) =>
		act(event, async (form) => {
			const code = textOf(form, 'code').slice(0, 40);
			const { business, ...shown } = await openAtCounter(officerOf(event.locals), code);
			const where = business && (await findRegion(business.region))?.officialName;
			return {
				shown: { ...shown, code, business: business && { ...business, where: where ?? business.region } },
			};
		}),
	person: (event) =>
		act(
			event,
			async (form) => {
				await verifyAtCounter(officerOf(event.locals), {
					code: textOf(form, 'code').slice(0, 40),
					document: textOf(form, 'document'),
					name: textOf(form, 'name'),
					nik: textOf(form, 'nik'),
					birthDate: textOf(form, 'birthDate'),
				});
				redirect(303, '/meja/loket?diperiksa');
			},
			{ forget: ['nik'] },
		),
	comeback: (event) =>
		act(
			event,
			async (form) => {
				const opensAt = await hastenAtCounter(officerOf(event.locals), {
					code: textOf(form, 'comeback'),
					document: textOf(form, 'document'),
					nik: textOf(form, 'nik'),
				});
				return { opensAt };
			},
			{ forget: ['nik'] },
		),
	apply: (event) =>
		act(event, async (form) => {
			const draft = await startAtCounter(officerOf(event.locals), {
				code: textOf(form, 'code').slice(0, 40),
				serviceId: textOf(form, 'service'),
				region: textOf(form, 'region') || undefined,
			});
			redirect(303, stepsPath(draft));
		}),
	business: (event) =>
		act(event, async (form) => {
			const code = textOf(form, 'code').slice(0, 40);
			await verifyBusiness(officerOf(event.locals), { code, document: 'nib' });
			redirect(303, '/meja/loket?diperiksa');
		}),
	act: (event) =>
		act(event, async (form) => {
			const mandate = textOf(form, 'mandate');
			const officer = officerOf(event.locals);
			await actFor(officer, mandate || null);
			keepSession(event.cookies, event.url, await renewOwnSession(officer));
			redirect(303, mandate ? '/lapor' : '/meja/loket');
		}),
};

function numberIn(text: string | null): string | null {
	const number = text && parseNumber(text);
	return number ? formatNumber(number) : null;
}
