import type { RequestEvent } from '@sveltejs/kit';
import { redirect } from '@sveltejs/kit';
import { listMoneyOfCase } from '#applications';
import {
	attachAsPerson,
	confirmCase,
	disputeCase,
	elements,
	findPublicCase,
	followCase,
	formatNumber,
	getCaseFile,
	listSatisfactionElements,
	openWithCode,
	parseNumber,
	rateCase,
	replyAsPerson,
	withdrawCase,
} from '#casework';
import { act, textOf } from '#lib/act.ts';
import { tellEntries } from '#lib/case-view.ts';
import { moneyViews } from '#lib/money-view.ts';
import { findPerson, forgetCode, keepCode } from '#lib/person-access.ts';
import { closesOn, factsOf } from '#lib/track-view.ts';
import { filesOf, takeFiles } from '#lib/uploads.ts';
import { config } from '#platform/config';
import { Refusal } from '#platform/refusal';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const number = parseNumber(event.params.number);
	if (!number) throw new Refusal('not-found', 'casework/no-such-number');
	const canonical = formatNumber(number);
	if (event.params.number !== canonical) redirect(303, `/lacak/${canonical}${event.url.search}`);
	const person = await findPerson(event.cookies, number, event.locals.actor);
	if (person)
		return {
			number: canonical,
			code: true,
			known: true,
			mail: config.smtp !== null,
			address: addressOf(canonical),
			...(await asPerson(event, person)),
		};
	const shown = await findPublicCase(number);
	if (!shown) return { number: canonical, code: false, known: false, mail: false };
	return {
		number: canonical,
		code: true,
		known: true,
		mail: config.smtp !== null,
		address: addressOf(canonical),
		...(await asAnybody(event, shown)),
	};
};

const addressOf = (number: string) => `${config.publicOrigin}/lacak/${number}`;

type Found = NonNullable<Awaited<ReturnType<typeof findPublicCase>>>;
type Person = Awaited<ReturnType<typeof openWithCode>>;

async function asAnybody({ locals }: RequestEvent, shown: Found) {
	const photos = shown.photos.map((photo) => ({
		...photo,
		href: `/berkas/${photo.sha256}`,
		thumb: `/berkas/${photo.thumbSha256 ?? photo.sha256}`,
	}));
	return {
		mine: null,
		case: await factsOf(shown, locals.lang, locals.t),
		title: shown.title,
		body: shown.body,
		lines: await tellEntries(shown.entries, locals),
		photos,
	};
}

async function asPerson({ locals, params }: RequestEvent, person: Person) {
	const file = await getCaseFile(person.actor, person);
	const base = `/lacak/${params.number}/berkas`;
	return {
		mine: {
			possible: file.possible,
			elements: listSatisfactionElements(),
			closesOn: closesOn(file.clocks),
			money: moneyViews(await listMoneyOfCase(person.actor, person), 'payer', locals),
		},
		case: await factsOf(file, locals.lang, locals.t),
		title: file.title,
		body: file.body,
		lines: await tellEntries(file.entries, locals),
		photos: file.attachments.map(({ sha256, thumbSha256, kind, purpose }) => ({
			...{ sha256, thumbSha256, kind, purpose },
			href: `${base}/${sha256}`,
			thumb: `${base}/${thumbSha256 ?? sha256}`,
		})),
	};
}

/** Runs an act of the person of this case; without the code it is refused like an unknown number. */
function mine(event: RequestEvent, run: (person: Person, form: FormData) => Promise<unknown>, at = '') {
	return act(event, async (form) => {
		const number = parseNumber(event.params.number ?? '') ?? '';
		const person = await findPerson(event.cookies, number, event.locals.actor);
		if (!person) throw new Refusal('forbidden', 'casework/code-needed');
		await run(person, form);
		redirect(303, `/lacak/${event.params.number}${at}`);
	});
}

export const actions: Actions = {
	open: (event) =>
		act(event, async (form) => {
			const opened = await openWithCode(
				event.params.number,
				textOf(form, 'code').slice(0, 40),
				event.locals.actor.origin,
			);
			keepCode(event.cookies, event.url, opened.number, textOf(form, 'code'));
			redirect(303, `/lacak/${event.params.number}`);
		}),
	leave: (event) => {
		forgetCode(event.cookies, parseNumber(event.params.number) ?? '');
		redirect(303, `/lacak/${event.params.number}`);
	},
	reply: (event) =>
		mine(event, async ({ actor, pemda, caseId }, form) => {
			const files = await takeFiles(filesOf(form, 'files'), 5);
			const entryId = await replyAsPerson(actor, { pemda, caseId, text: textOf(form, 'text') });
			if (files.length > 0) await attachAsPerson(actor, { pemda, caseId, entryId, files });
		}),
	confirm: (event) => mine(event, ({ actor, pemda, caseId }) => confirmCase(actor, { pemda, caseId })),
	dispute: (event) =>
		mine(event, ({ actor, pemda, caseId }, form) =>
			disputeCase(actor, { pemda, caseId, reason: textOf(form, 'reason') }),
		),
	withdraw: (event) => mine(event, ({ actor, pemda, caseId }) => withdrawCase(actor, { pemda, caseId })),
	rate: (event) =>
		mine(event, ({ actor, pemda, caseId }, form) => {
			const marks = Object.fromEntries(
				elements.flatMap((name) => (textOf(form, name) ? [[name, Number(textOf(form, name))]] : [])),
			);
			return rateCase(actor, { pemda, caseId, marks, comment: textOf(form, 'comment') });
		}),
	follow: (event) =>
		act(event, async (form) => {
			const { lang, actor } = event.locals;
			await followCase({
				number: event.params.number,
				email: textOf(form, 'email'),
				lang,
				origin: actor.origin,
			});
			redirect(303, `/lacak/${event.params.number}?ikut=1#ikuti`);
		}),
};
