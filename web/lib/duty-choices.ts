import {
	findRegion,
	getPemda,
	listChildren,
	listOffices,
	listPemda,
	listSubjects,
	nationalAgencies,
	type Pemda,
	type Tier,
} from '#regions';

type Choice = { value: string; label: string; group?: string };
type Say = (key: string, params?: Record<string, string | number>) => string;

const tiers: Tier[] = ['regency', 'provincial', 'national', 'kecamatan', 'village'];

/** What a rule of responsibility can be about: a subject, a family of them, or everything. */
export async function subjectChoices(lang: 'id' | 'en', t: Say): Promise<Choice[]> {
	const groups = await listSubjects();
	return [
		{ value: '*', label: t('duty.everything') },
		...groups.flatMap(({ name, subjects }) => {
			const families = [...new Set(subjects.map(({ code }) => code.split('.')[0] ?? ''))];
			const whole = families.map((family) => {
				const of = subjects.filter(({ code }) => code.startsWith(`${family}.`));
				return {
					value: `${family}.*`,
					label: t('duty.family', { names: firstOf(of.map((one) => one.name[lang])) }),
				};
			});
			const single = subjects.map((one) => ({ value: one.code, label: one.name[lang] }));
			return [...whole, ...single].map((one) => ({ ...one, group: name[lang] }));
		}),
	];
}

function firstOf(names: string[]): string {
	return names.length > 3 ? `${names.slice(0, 3).join(', ')} …` : names.join(', ');
}

/** The kinds of thing that decide who answers, each once. */
export async function assetChoices(lang: 'id' | 'en', t: Say): Promise<Choice[]> {
	const found = new Map<string, Choice>();
	for (const { name, subjects } of await listSubjects()) {
		for (const asset of subjects.flatMap(({ assetClasses }) => assetClasses)) {
			found.set(asset.code, { value: asset.code, label: asset.name[lang], group: name[lang] });
		}
	}
	return [{ value: '*', label: t('duty.asset.any') }, ...found.values()];
}

/** A government's area and what lies right in it; `also` when a rule is about a place deeper down. */
export async function regionChoices(pemda: string, also?: string): Promise<Choice[]> {
	const known = (await Promise.all([pemda, also].map((code) => code && findRegion(code)))).filter(
		(one) => typeof one === 'object',
	);
	const places = [...known, ...(await listChildren(pemda))];
	return [
		...new Map(places.map(({ code, officialName }) => [code, { value: code, label: officialName }])).values(),
	];
}

/** Who can answer: whatever office has a function at a tier, or one office of the government, the province, the state. */
export async function answerChoices(pemda: string, t: Say): Promise<Choice[]> {
	const governments = await listPemda();
	const province = governments.find(({ kind }) => kind === 'province')?.code ?? pemda;
	const offices = await Promise.all(
		[...new Set([pemda, province, nationalAgencies])].map(async (code) => ({
			name: (await getPemda(code)).name,
			offices: (await listOffices(code)).filter(({ kind }) => !isSmall(kind)),
		})),
	);
	const single = offices.flatMap(({ name, offices: some }) =>
		some.map((one) => ({ value: `${one.pemda}/${one.slug}`, label: one.name, group: name })),
	);
	return [...(await functionChoices(governments, pemda, t)), ...single];
}

async function functionChoices(governments: Pemda[], pemda: string, t: Say): Promise<Choice[]> {
	const choices = tiers.map(async (tier) => {
		const found = new Set<string>();
		for (const { kind, functions } of await listOffices(governmentOf(tier, governments, pemda))) {
			if (isOfTier(tier, kind)) for (const one of functions) found.add(one);
		}
		const group = t('duty.by-function', { tier: t(`regions.tier.${tier}`) });
		const lines = [...found].map((one) => ({
			value: `fn:${tier}:${one}`,
			label: t(`regions.function.${one}`),
			group,
		}));
		return lines.sort((a, b) => a.label.localeCompare(b.label, 'id'));
	});
	return (await Promise.all(choices)).flat();
}

/** Whose offices show which functions there are at a tier: where all kabupaten are meant, the first of them. */
function governmentOf(tier: Tier, governments: Pemda[], pemda: string): string {
	if (tier === 'national') return nationalAgencies;
	const own = governments.find(({ code }) => code === pemda);
	const isWanted = ({ kind }: Pemda) => (kind === 'province') === (tier === 'provincial');
	return (own && isWanted(own) ? own : governments.find(isWanted))?.code ?? pemda;
}

const isSmall = (kind: string) => kind === 'kelurahan' || kind === 'desa';

function isOfTier(tier: Tier, kind: string): boolean {
	if (tier === 'kecamatan') return kind === 'kecamatan';
	return tier === 'village' ? isSmall(kind) : kind !== 'kecamatan' && !isSmall(kind);
}
