import {
	type ApplicationFile,
	askedIn,
	compareCapture,
	describeValue,
	findApplicationRef,
	getApplication,
	type listApplications,
	retentionBasis,
	showNumbers,
} from '#applications';
import { formatNumber, getCaseFile, parseNumber } from '#casework';
import type { Officer } from '#identity';
import { now } from '#platform/clock';
import type { Language } from '#platform/i18n';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { findOffice, findPemdaByPrefix, listOffices } from '#regions';
import { getVersion, textOfAnswer } from '#services';
import { colleaguesOf } from './colleagues.ts';
import type { Moment } from './components/Timeline.svelte';
import { moneyViews } from './money-view.ts';

type Say = App.Locals['t'];

/** The application a number in an address means, for whoever may see it. */
export async function applicationOf(officer: Officer, typed: string) {
	const number = parseNumber(typed);
	const pemda = number && (await findPemdaByPrefix(number.slice(0, 2)));
	if (!number || !pemda) throw new Refusal('not-found', 'applications/no-such-application');
	return findApplicationRef(officer, pemda.code, number);
}

type Row = Awaited<ReturnType<typeof listApplications>>['rows'][number];

/** A line of the desk's list: the service and the state in the words of the version it was sent under. */
export async function describeRow(row: Row, lang: Language, at: Date) {
	const { title, process } = await getVersion(row.versionHash);
	const state = process?.states.find(({ id }) => id === row.state);
	const office = await findOffice(row.holderPemda, row.holderOfficeId);
	return {
		number: formatNumber(row.number),
		title: title[lang],
		applicant: row.applicantName,
		state: state?.label[lang] ?? row.state,
		kind: state?.kind ?? 'officer',
		dueAt: row.dueAt,
		late: row.endedAt === null && state?.kind !== 'applicant' && row.dueAt !== null && row.dueAt < at,
		outcome: row.outcome,
		office: office?.shortName || office?.name || '',
		opinionId: row.opinionId,
	};
}

/** Everything the page of an application shows an officer. */
export async function loadApplication(
	officer: Officer,
	typed: string,
	{ t, lang }: { t: Say; lang: Language },
) {
	const file = await getApplication(officer, await applicationOf(officer, typed));
	const { app, state } = file;
	const holder = await findOffice(app.holderPemda, app.holderOfficeId);
	return {
		number: formatNumber(app.number),
		version: app.seq,
		pemda: app.pemda,
		id: app.id,
		title: file.definition.title[lang],
		applicant: app.applicantName,
		applicantKind: app.applicantKind,
		actsFor: app.actsFor?.name ?? null,
		channel: app.channel,
		filedAt: app.filedAt,
		promisedAt: app.promisedAt,
		dueAt: app.dueAt,
		late: app.endedAt === null && state.kind !== 'applicant' && app.dueAt !== null && app.dueAt < now(),
		legalMinute: file.legalMinute,
		state: { id: state.id, label: state.label[lang], kind: state.kind, outcome: app.outcome },
		holder: holder?.name ?? '',
		standing: file.standing,
		pages: await pagesOf(file, lang, t),
		papers: papersOf(file, lang),
		findings: await findingsOf(file, lang),
		conditions: file.decision.findings.map((one) => ({
			...{ outcome: one.outcome, reason: one.reason[lang], basis: one.basis.text },
		})),
		charges: file.decision.charges.map(({ label, amount, basis }) => ({
			...{ label: label[lang], amount, basis: basis.text },
		})),
		total: file.decision.total,
		settledAt: app.settledAt,
		invoiced: app.invoiceId !== null,
		emptied: app.emptiedAt ? { at: app.emptiedAt, basis: retentionBasis } : null,
		money: moneyViews(file.money, 'officer', { t, lang }),
		correction:
			app.correction?.items.map((item) => ({ label: labelOf(file, item, lang), reason: item.reason })) ??
			null,
		steps: stepsOf(file, lang),
		checklist: (state.checklist ?? []).map(({ id, label }) => ({ value: id, label: label[lang] })),
		asked: askedOf(file, lang),
		correctable: correctable(file, lang),
		opinions: await opinionsOf(file, lang),
		inspections: await Promise.all(file.inspections.map((visit) => visitOf(file, visit))),
		photos: file.inspections.length > 0 ? await photosOf(officer, file) : [],
		mayInspect: file.mayInspect,
		inspectors: file.mayInspect ? await colleaguesOf(app.holderPemda, app.holderOfficeId) : [],
		today: dayOf(now()),
		moments: await momentsOf(file, lang, t),
		caution: file.definition.caution?.[lang] ?? null,
	};
}

/** An answer with its numbers whole, in words; the reason is on record. Refuses as `showNumbers` does. */
export async function showAnswer(
	officer: Officer,
	asked: { number: string; field: string; reason: string },
	lang: Language,
): Promise<{ field: string; value: string }> {
	const ref = await applicationOf(officer, asked.number);
	const value = await showNumbers(officer, { ...ref, field: asked.field, reason: asked.reason });
	const { definition } = await getApplication(officer, ref);
	const field = askedIn(definition).get(asked.field);
	return { field: asked.field, value: field ? await describeValue(lang, field, value) : '' };
}

/** One visit of it and what its form asks. Refuses `applications/no-such-visit`. */
export async function loadVisit(
	officer: Officer,
	{ number, visit: id }: { number: string; visit: string },
	{ lang }: { lang: Language },
) {
	const file = await getApplication(officer, await applicationOf(officer, number));
	const visit = file.inspections.find((one) => one.id === id);
	if (!visit) throw new Refusal('not-found', 'applications/no-such-visit');
	const { at, place, inspector, doneAt, cancelledAt } = visit;
	return {
		number: formatNumber(file.app.number),
		title: file.definition.title[lang],
		asked: askedOf(file, lang),
		visit: { id, at, place, inspector, isOpen: file.mayInspect && !doneAt && !cancelledAt },
	};
}

/** What an officer finds in this state. */
function askedOf({ state, app }: ApplicationFile, lang: Language) {
	return (state.findings ?? []).map((one) => ({
		...{ id: one.id, kind: one.kind, label: one.label[lang], hint: one.hint?.[lang] },
		options: (one.options ?? []).map(({ value, label }) => ({ value, label: label[lang] })),
		value: textOfAnswer(app.findings[one.id]),
	}));
}

type Visit = ApplicationFile['inspections'][number];

async function visitOf({ app }: ApplicationFile, visit: Visit) {
	const { id, at, place, inspector, doneAt, cancelledAt, note, capturedAt, lat, lon } = visit;
	const of = { plannedAt: at, region: app.region };
	const compared = capturedAt && (await compareCapture({ at: capturedAt, lat, lon }, of));
	return { ...{ id, at, place, inspector, doneAt, cancelledAt, note, capturedAt }, compared };
}

/** Photos of the office, each held against the application; none for an office that reads no more than the application. */
async function photosOf(officer: Officer, { app, inspections }: ApplicationFile) {
	const found = await getCaseFile(officer, { pemda: app.pemda, caseId: app.id }).catch((thrown: unknown) => {
		if (thrown instanceof Refusal) return { attachments: [] };
		throw thrown;
	});
	const planned = inspections.findLast(({ cancelledAt }) => !cancelledAt)?.at ?? app.filedAt;
	const evidence = found.attachments.filter(({ purpose }) => purpose === 'evidence');
	return Promise.all(
		evidence.map(async ({ sha256, thumbSha256, takenAt, lat, lon, flags }) => ({
			...{ sha256, thumb: thumbSha256 ?? sha256, takenAt, flags },
			compared: await compareCapture({ at: takenAt, lat, lon }, { plannedAt: planned, region: app.region }),
		})),
	);
}

/** Answers page by page, beside what stands behind each; what a role has no need of says so. */
async function pagesOf(
	{ definition, process, app, hidden, masked }: ApplicationFile,
	lang: Language,
	t: Say,
) {
	const own = { title: t('process.questions'), fields: definition.questions };
	const pages = [own, ...process.pages.map((page) => ({ title: page.title[lang], fields: page.fields }))];
	const described = await Promise.all(
		pages.map(async ({ title, fields }) => ({
			title,
			rows: await Promise.all(
				fields
					.filter(({ id }) => hidden.includes(id) || Object.hasOwn(app.answers, id))
					.map(async (field) => ({
						id: field.id,
						label: field.label[lang],
						hidden: hidden.includes(field.id),
						masked: masked.includes(field.id),
						known: 'prefill' in field && field.prefill !== undefined && !field.prefill.editable,
						value: hidden.includes(field.id) ? '' : await describeValue(lang, field, app.answers[field.id]),
					})),
			),
		})),
	);
	return described.filter(({ rows }) => rows.length > 0);
}

function papersOf({ decision, app }: ApplicationFile, lang: Language) {
	return decision.papers.map(({ id, label }) => ({
		...{ id, label: label[lang] },
		files: app.files
			.filter(({ paper }) => paper === id)
			.map(({ name, sha256, contentType }) => ({
				name,
				sha256,
				isPicture: contentType.startsWith('image/'),
			})),
	}));
}

async function findingsOf({ definition, app }: ApplicationFile, lang: Language) {
	const fields = askedIn(definition);
	return Promise.all(
		Object.entries(app.findings).map(async ([id, value]) => {
			const field = fields.get(id);
			return { label: field?.label[lang] ?? id, value: field ? await describeValue(lang, field, value) : '' };
		}),
	);
}

type Item = NonNullable<ApplicationFile['app']['correction']>['items'][number];

function labelOf({ definition }: ApplicationFile, item: Item, lang: Language): string {
	if ('paper' in item)
		return definition.papers.find(({ id }) => id === item.paper)?.label[lang] ?? item.paper;
	return askedIn(definition).get(item.field)?.label[lang] ?? item.field;
}

function stepsOf({ steps }: ApplicationFile, lang: Language) {
	return steps
		.filter(({ hindrance, transition }) => hindrance !== 'not-yours' || !transition.by.includes('applicant'))
		.map(({ transition, to, hindrance }) => ({
			id: transition.id,
			label: transition.label[lang],
			to: to.label[lang],
			requires: transition.requires,
			refuses: to.outcome === 'refused',
			grants: to.outcome === 'granted',
			by: transition.by,
			hindrance,
		}));
}

/** What can be sent back to be put right: fields that are asked, and papers. */
function correctable({ definition, process, app, decision }: ApplicationFile, lang: Language) {
	const fields = [...definition.questions, ...process.pages.flatMap((page) => page.fields)];
	return [
		...fields
			.filter(({ id }) => Object.hasOwn(app.answers, id))
			.map(({ id, label }) => ({ value: `field:${id}`, label: label[lang] })),
		...decision.papers.map(({ id, label }) => ({ value: `paper:${id}`, label: label[lang] })),
	];
}

async function opinionsOf({ opinions, process }: ApplicationFile, lang: Language) {
	return Promise.all(
		opinions.map(async (one) => {
			const fork = process.forks.find(({ at }) => at === one.state);
			const branch = fork?.branches.find(({ id }) => id === one.branch);
			const office = await findOffice(one.officePemda, one.officeId);
			const others = one.may ? await listOffices(one.officePemda) : [];
			return {
				...{ id: one.id, verdict: one.verdict, reason: one.reason, decidedAt: one.decidedAt },
				...{ dueAt: one.dueAt, lateAt: one.lateAt, endedAt: one.endedAt, may: one.may },
				label: branch?.label[lang] ?? one.branch,
				office: office?.name ?? '',
				by: one.decidedName ?? '',
				recused: one.recusals.length,
				offices: others
					.filter(({ id, external }) => id !== one.officeId && !external)
					.map(({ id, name }) => ({ value: id, label: name })),
			};
		}),
	);
}

/** The history in words: what happened, by whom, and why. */
async function momentsOf(file: ApplicationFile, lang: Language, t: Say): Promise<Moment[]> {
	const { events, process, names } = file;
	const askedFor = (items: Item[] = []) =>
		items.map((item) => `${labelOf(file, item, lang)}: ${item.reason}`);
	const labelFor = (id: string | null) => process.states.find((one) => one.id === id)?.label[lang] ?? '';
	return events
		.map((event) => {
			const transition = process.transitions.find(({ id }) => id === event.transition);
			const by = event.actorName || names.get(event.actor.slice('account:'.length)) || t('process.by-system');
			const title =
				event.kind === 'moved' && transition
					? `${transition.label[lang]} → ${labelFor(event.toState)}`
					: [t(`process.event.${event.kind}`), paperIn(event.diff.about)].filter(Boolean).join(': ');
			return {
				title,
				when: event.at,
				body: [
					...askedFor(event.diff.correction?.items),
					event.reason,
					`— ${by}${event.role === 'system' ? '' : `, ${t(`process.role.${event.role}`)}`}`,
				]
					.filter(Boolean)
					.join('\n'),
				state: event.kind === 'late' ? ('late' as const) : ('done' as const),
			};
		})
		.reverse();
}

/** The number of the document or invoice an event made. */
function paperIn(about: Record<string, unknown> | undefined): string {
	const number = about?.['number'] ?? about?.['invoice'];
	return typeof number === 'string' ? number : '';
}
