import { type Due, dueFrom, guide, type Profile, profileOf } from '#business';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';

const months = 13;
const forms = ['person', 'ptp', 'company'] as const;

/** What decides the calendar, as its address has it; undefined while something is missing. */
export async function readProfile(params: URLSearchParams): Promise<Profile | undefined> {
	const workers = params.get('pekerja');
	if (workers !== 'ya' && workers !== 'tidak') return undefined;
	return profileOf({
		size: params.get('skala') ?? '',
		form: params.get('bentuk') ?? '',
		workers: workers === 'ya',
		kbli: (params.get('kbli') ?? '').split(/[\s,;]+/).filter(Boolean),
	});
}

/** The same as an address. */
export function writeProfile({ size, form, workers, kbli }: Omit<Profile, 'level'>): string {
	const set = { skala: size, bentuk: form, pekerja: workers ? 'ya' : 'tidak' };
	return new URLSearchParams({ ...set, ...(kbli.length > 0 ? { kbli: kbli.join(',') } : {}) }).toString();
}

/** What falls due in the next thirteen months. */
export function dueOf(profile: Profile): Due[] {
	return dueFrom(profile, dayOf(now()), months);
}

/** By month, as the page shows it. */
export function byMonth(list: Due[], lang: 'id' | 'en') {
	return [...Map.groupBy(list, ({ dueOn }) => dueOn.slice(0, 7))].map(([month, dues]) => ({
		month: `${month}-01`,
		dues: dues.map(({ id, dueOn, title, about, where, url, basis }) => ({
			...{
				key: `${id} ${dueOn}`,
				dueOn,
				title: title[lang],
				about: about[lang],
				where: where[lang],
				url,
				basis,
			},
		})),
	}));
}

export function choicesFor(t: App.Locals['t'], lang: 'id' | 'en') {
	return {
		sizes: guide.scales.map(({ id, label }) => ({ value: id, label: label[lang] })),
		forms: forms.map((value) => ({ value, label: t(`business.own.${value}`) })),
	};
}
