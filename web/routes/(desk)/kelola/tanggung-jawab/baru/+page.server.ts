import { redirect } from '@sveltejs/kit';
import { type Officer, requireFresh } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { answerChoices, assetChoices, regionChoices, subjectChoices } from '#lib/duty-choices.ts';
import { editorOf } from '#lib/editor.ts';
import { officerOf } from '#lib/officer.ts';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import {
	getPemda,
	type ListedRule,
	listOffices,
	listPemda,
	listRules,
	type NewResponsibility,
	nationalAgencies,
	type Office,
	type Pemda,
	setResponsibility,
	type Tier,
} from '#regions';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	const { lang, t } = locals;
	const editor = editorOf(officer);
	const [own] = editor.administers;
	if (!own) throw new Refusal('forbidden', 'regions/not-yours');
	const asked = url.searchParams.get('pemda') ?? '';
	const { code: pemda, name } =
		(await listPemda()).find(({ code }) => code === asked) ?? (await getPemda(own));
	const replaced = await findRule(officer, pemda, url.searchParams.get('ganti'));
	const inPlace = replaced?.mayEdit ? replaced : undefined;
	return {
		pemda,
		name,
		replaces: inPlace?.id ?? '',
		/** A rule of the province that a regency answers with one of its own. */
		closer: replaced !== undefined && inPlace === undefined,
		start: {
			subject: replaced?.subject ?? '',
			region: inPlace?.region ?? pemda,
			assetClass: replaced?.assetClass ?? '*',
			office: replaced ? await answerOf(replaced) : '',
			confidence: replaced ? String(Math.round(replaced.confidence * 100)) : '90',
			legalBasis: replaced?.legalBasis ?? '',
			validFrom: dayOf(now()),
		},
		subjects: await subjectChoices(lang, t),
		regions: await regionChoices(pemda, inPlace?.region),
		assets: await assetChoices(lang, t),
		answers: await answerChoices(pemda, t),
	};
};

async function findRule(officer: Officer, pemda: string, id: string | null): Promise<ListedRule | undefined> {
	if (!id) return undefined;
	const { rows } = await listRules(editorOf(officer), { pemda }, { limit: 10_000 });
	return rows.find((rule) => rule.id === id);
}

/** As the list of answers has it: the function at its tier, or the office. */
async function answerOf(rule: ListedRule): Promise<string> {
	if (rule.function) return `fn:${rule.tier}:${rule.function}`;
	const offices = rule.office ? await listOffices(rule.office.pemda) : [];
	const office = offices.find(({ id }) => id === rule.office?.id);
	return office ? `${office.pemda}/${office.slug}` : '';
}

export const actions: Actions = {
	save: (event) =>
		act(event, async (form) => {
			const officer = officerOf(event.locals);
			await requireFresh(officer);
			const rule = await readRule(form);
			await setResponsibility(editorOf(officer), rule);
			const pemda = event.url.searchParams.get('pemda') ?? '';
			const trial = rule.subject.endsWith('*') ? {} : { topik: rule.subject, tempat: rule.region };
			redirect(303, `/kelola/tanggung-jawab?${new URLSearchParams({ pemda, ...trial, dibuat: '' })}`);
		}),
};

async function readRule(form: FormData): Promise<NewResponsibility> {
	const replaces = textOf(form, 'replaces');
	return {
		...(await readAnswer(textOf(form, 'office'))),
		...(replaces ? { replaces } : {}),
		subject: textOf(form, 'subject'),
		region: textOf(form, 'region'),
		assetClass: textOf(form, 'assetClass'),
		confidence: Number(textOf(form, 'confidence').replace(',', '.')) / 100,
		legalBasis: textOf(form, 'legalBasis'),
		note: textOf(form, 'note'),
		validFrom: textOf(form, 'validFrom'),
	};
}

/** 'fn:regency:public-works', or '12.09/perkim': an office is of the tier its government and kind say. */
async function readAnswer(answer: string): Promise<Pick<NewResponsibility, 'tier' | 'function' | 'office'>> {
	const [, tier, code] = answer.match(/^fn:([a-z]+):([a-z-]+)$/) ?? [];
	const known = tiers.find((one) => one === tier);
	if (known && code) return { tier: known, function: code };
	const [pemda = '', slug = ''] = answer.split('/');
	const governments = [...(await listPemda()), await getPemda(nationalAgencies)];
	const government = governments.find((one) => one.code === pemda);
	const office = government && (await listOffices(pemda)).find((one) => one.slug === slug);
	if (!government || !office) return { tier: 'regency' };
	return { tier: tierOf(government, office), office: { pemda, slug } };
}

const tiers: Tier[] = ['national', 'provincial', 'regency', 'kecamatan', 'village'];

function tierOf({ kind: of }: Pemda, { kind }: Office): Tier {
	if (of === 'national') return 'national';
	if (of === 'province') return 'provincial';
	if (kind === 'kecamatan') return 'kecamatan';
	return kind === 'kelurahan' || kind === 'desa' ? 'village' : 'regency';
}
