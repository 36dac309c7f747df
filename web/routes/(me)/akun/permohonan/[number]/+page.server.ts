import { redirect } from '@sveltejs/kit';
import {
	beginCorrection,
	cancelVisit,
	getOwnApplication,
	moveOwn,
	renewApplication,
	retentionBasis,
	withdrawApplication,
} from '#applications';
import { formatNumber } from '#casework';
import { act, textOf } from '#lib/act.ts';
import { recordViews, shownValue, stepsPath } from '#lib/apply-view.ts';
import { officeName } from '#lib/case-view.ts';
import { moneyViews } from '#lib/money-view.ts';
import { applicationTone } from '#lib/own-application-view.ts';
import { residentOf } from '#lib/resident.ts';
import { now } from '#platform/clock';
import { newId } from '#platform/ids';
import { findScanState } from '#platform/media';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const own = await getOwnApplication(residentOf(locals), params.number);
	const { app, definition, state, stays, events, form, possible, money, news } = own;
	const { lang, t } = locals;
	const process = definition.process;
	const labelOf = (id: string) => process?.states.find((one) => one.id === id)?.label[lang] ?? id;
	const reasonOf = (seq: number) => events.find((event) => event.seq === seq)?.reason ?? '';
	const named = (app.correction?.items ?? []).map((item) => {
		const fields = form.pages.flatMap((page) => page.fields.map(({ field }) => field));
		const label =
			'field' in item
				? fields.find(({ id }) => id === item.field)?.label[lang]
				: definition.papers.find(({ id }) => id === item.paper)?.label[lang];
		return { label: label ?? '', reason: item.reason };
	});
	return {
		number: formatNumber(app.number),
		title: definition.title[lang],
		serviceId: app.serviceId,
		owner: app.applicantName,
		sent: url.searchParams.has('terkirim'),
		key: newId(),
		seq: app.seq,
		state: { label: state.label[lang], next: state.next[lang], kind: state.kind },
		tone: applicationTone(app, state.kind, now()),
		holder: await officeName(app.holderPemda, app.holderOfficeId),
		promisedAt: app.endedAt ? null : app.promisedAt,
		dueAt: app.endedAt ? null : app.dueAt,
		late: !app.endedAt && app.promisedAt < now(),
		moments: await Promise.all(
			stays.map(async (stay) => ({
				title: labelOf(stay.state),
				when: stay.enteredAt,
				isNow: stay.leftAt === null && stay.kind !== 'end',
				paused: stay.kind === 'applicant',
				leftAt: stay.leftAt,
				holder:
					stay.kind === 'applicant' ? t('apply.own.you') : await officeName(stay.officePemda, stay.officeId),
				reason: reasonOf(stay.seq),
			})),
		),
		facts: await Promise.all(
			form.pages.flatMap((page) =>
				page.fields.flatMap((one) =>
					'records' in one
						? []
						: [
								shownValue(one.field, one.value, locals).then((value) => ({
									label: one.field.label[lang],
									value,
								})),
							],
				),
			),
		),
		groups: await Promise.all(
			form.pages.flatMap((page) =>
				page.fields.flatMap((one) =>
					'records' in one
						? [recordViews(one, locals).then((records) => ({ label: one.field.label[lang], records }))]
						: [],
				),
			),
		),
		files: await Promise.all(
			app.files.map(async ({ paper, name, sha256 }) => ({
				...{ name, sha256, label: definition.papers.find(({ id }) => id === paper)?.label[lang] ?? '' },
				pending: (await findScanState(sha256)) === 'pending',
			})),
		),
		bill: app.invoiceId && !app.settledAt && !app.endedAt ? `/bayar/${app.pemda}/${app.invoiceId}` : null,
		news: app.endedAt && news.by !== 'email' && news.by !== 'phone' ? null : news,
		emptied: app.emptiedAt ? { at: app.emptiedAt, basis: retentionBasis } : null,
		money: moneyViews(money, 'payer', locals),
		documents: events.flatMap(({ kind, diff }) => {
			const { documentId, number } = diff.about ?? {};
			return kind === 'issued' && typeof documentId === 'string' && typeof number === 'string'
				? [{ number, path: `/dokumen/${app.pemda}/${documentId}.pdf` }]
				: [];
		}),
		named,
		signatories: own.signatories,
		visits: own.visits,
		resources: own.resources.map(({ id, label }) => ({ id, label: label[lang] })),
		possible: {
			...possible,
			others: possible.others.map(({ id, label }) => ({ id, label: label[lang] })),
			rate: app.endedAt !== null && app.outcome !== 'withdrawn' && process?.survey === true,
		},
		rated: url.searchParams.has('dinilai'),
	};
};

export const actions: Actions = {
	correct: (event) =>
		act(event, async () => {
			const { locals, params } = event;
			const { app } = await getOwnApplication(locals.actor, params.number);
			const id = await beginCorrection(locals.actor, params.number);
			redirect(303, stepsPath({ serviceId: app.serviceId, id }));
		}),
	withdraw: (event) =>
		act(event, async (form) => {
			const { number } = event.params;
			const key = textOf(form, 'key').slice(0, 64);
			await withdrawApplication(event.locals.actor, { number, reason: textOf(form, 'reason'), key });
			redirect(303, event.url.pathname);
		}),
	move: (event) =>
		act(event, async (form) => {
			const { number } = event.params;
			await moveOwn(event.locals.actor, {
				...{ number, transition: textOf(form, 'transition'), key: textOf(form, 'key').slice(0, 64) },
				seen: Number(textOf(form, 'seq')),
			});
			redirect(303, event.url.pathname);
		}),
	renew: (event) =>
		act(event, async () => {
			const { locals, params } = event;
			const { app } = await getOwnApplication(locals.actor, params.number);
			const id = await renewApplication(locals.actor, params.number);
			redirect(303, stepsPath({ serviceId: app.serviceId, id }));
		}),
	unbook: (event) =>
		act(event, async (form) => {
			const { number } = event.params;
			await cancelVisit(event.locals.actor, { number, resource: textOf(form, 'resource') });
			redirect(303, event.url.pathname);
		}),
};
