import type { Cookies } from '@sveltejs/kit';
import { archiveReasons, type CaseFile, classes, findCaseRef, formatNumber, getCaseFile } from '#casework';
import { hasDesk, type Officer } from '#identity';
import { now } from '#platform/clock';
import {
	findRegion,
	findResponsible,
	findSubject,
	listAncestors,
	listChildren,
	listSubjects,
} from '#regions';
import { findSimilar, maskPersonalData } from '#reports';
import { officeName, tellEntries, toneOf } from './case-view.ts';
import { colleaguesOf } from './colleagues.ts';
import { regionChoices } from './duty-choices.ts';
import { loadInbox } from './inbox-view.ts';
import { findOffices } from './office-search.ts';
import { replyChoices } from './reply-choices.ts';

type Asked = { locals: App.Locals; url: URL; cookies: Cookies };
type Say = App.Locals['t'];

/** Everything the page of a case shows an officer. */
export async function loadCase(officer: Officer, number: string, asked: Asked) {
	const { t, lang } = asked.locals;
	const file = await getCaseFile(officer, await findCaseRef(officer, number));
	const inbox = hasDesk(officer) ? await loadInbox(officer, asked) : null;
	const tone = toneOf(file, now());
	const shown = {
		number: formatNumber(file.number),
		subject: (await findSubject(file.subject))?.name[lang] ?? file.subject,
		place: await placeOf(file.region),
		holder: await officeName(file.holderPemda, file.holderOfficeId),
	};
	const lines = await tellEntries(file.entries, { t, lang });
	return {
		inbox,
		...neighbours(inbox?.rows ?? [], shown.number),
		number: shown.number,
		version: file.version,
		file: { ...file, entries: [], mergedInto: file.mergedInto && formatNumber(file.mergedInto) },
		tone,
		late: tone === 'late',
		subjectName: shown.subject,
		place: shown.place,
		holder: shown.holder,
		offeredTo: await offeredTo(file),
		lines: lines.map((line, index) => ({
			...line,
			by: file.entries[index]?.actorName ?? '',
			inside: file.entries[index]?.visibility === 'internal',
			forPerson: file.entries[index]?.visibility === 'person',
		})),
		masked: {
			title: maskPersonalData(file.publishedTitle ?? file.title),
			body: maskPersonalData(file.publishedBody ?? file.body),
		},
		...(await choicesFor(officer, file, shown, asked)),
	};
}

async function placeOf(code: string): Promise<string> {
	const region = await findRegion(code);
	if (!region) return code;
	return [region, ...(await listAncestors(code))].map((one) => one.officialName).join(', ');
}

async function offeredTo({ custody }: CaseFile): Promise<string | null> {
	const offer = custody.find(({ state }) => state === 'offered');
	return offer ? officeName(offer.pemda, offer.officeId) : null;
}

/** The cases above and below in the list. */
function neighbours(rows: { number: string }[], number: string) {
	const at = rows.findIndex((row) => row.number === number);
	return { previous: rows[at - 1]?.number, following: at < 0 ? undefined : rows[at + 1]?.number };
}

/** What the forms of the acts offer to choose from. */
async function choicesFor(
	officer: Officer,
	file: CaseFile,
	shown: Parameters<typeof replyChoices>[2],
	{ url, locals: { t, lang } }: Asked,
) {
	const { possible } = file;
	const looked = (url.searchParams.get('kantor') ?? '').trim().slice(0, 80);
	const found = looked ? await findOffices(looked, file.holderPemda) : [];
	const suggested = possible.offer ? await suggestOffices(file, t) : [];
	const known = new Set(suggested.map(({ value }) => value));
	const replies = await replyChoices(officer, file, shown, t);
	return {
		looked,
		found: found.length > 0,
		offices: [...suggested, ...found.filter(({ value }) => !known.has(value))],
		// Who works where is for those who give them work.
		colleagues: possible.assign ? await colleaguesOf(file.holderPemda, file.holderOfficeId) : [],
		assignee: file.custody.find(({ state }) => state === 'held')?.assigneeId ?? '',
		subjects: (await listSubjects()).flatMap((group) =>
			group.subjects.map(({ code, name }) => ({ value: code, label: name[lang], group: group.name[lang] })),
		),
		regions: possible.reclassify ? await regionsNear(file) : [],
		alike: possible.merge && !file.mergedInto ? await alike(file) : [],
		classes: [...classes],
		archiveReasons: [...archiveReasons],
		replies,
		filled: filledIn(replies, url, file.privacy !== 'confidential'),
	};
}

async function suggestOffices({ subject, region, holderOfficeId }: CaseFile, t: Say) {
	const routes = await findResponsible({ subject, region });
	return routes
		.filter((office) => office.officeId !== holderOfficeId && !office.external)
		.map((office) => ({
			value: `${office.pemda}/${office.officeId}`,
			label: office.officeName,
			hint: `${t(office.reason.key, office.reason.params)} · ${office.legalBasis}`,
		}));
}

/** The government's areas, and the villages of the kecamatan the case lies in. */
async function regionsNear({ pemda, region }: CaseFile) {
	const kecamatan = region.length >= 8 ? await listChildren(region.slice(0, 8)) : [];
	const villages = kecamatan.map(({ code, officialName }) => ({ value: code, label: officialName }));
	const all = [...(await regionChoices(pemda, region)), ...villages];
	return [...new Map(all.map((one) => [one.value, one])).values()];
}

/** Open reports of the same office about the same thing close by: perhaps one and the same. */
async function alike(file: CaseFile) {
	const near = await findSimilar(file);
	return near
		.filter((one) => one.number !== file.number && one.holderOfficeId === file.holderOfficeId)
		.map(({ number, title }) => ({ value: number, label: title ?? '', hint: formatNumber(number) }));
}

/** Without script a ready answer comes by the address: which one, and for which act. */
function filledIn(replies: Awaited<ReturnType<typeof replyChoices>>, url: URL, isPublic: boolean) {
	const reply = replies.find(({ value }) => value === url.searchParams.get('balasan'));
	const act = ['message', 'ask', 'answer'].find((one) => one === url.searchParams.get('untuk'));
	if (!reply || !act) return null;
	return { act, text: act === 'answer' && isPublic ? reply.publicText : reply.text };
}
