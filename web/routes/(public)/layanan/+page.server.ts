import { remember } from '#lib/choices.ts';
import { listPemda } from '#regions';
import { events, listServices } from '#services';
import type { PageServerLoad } from './$types';

const audiences = ['resident', 'business'] as const;

export const load: PageServerLoad = async ({ locals, url, cookies }) => {
	const { lang, t } = locals;
	const q = (url.searchParams.get('q') ?? '').slice(0, 100);
	const audience = audiences.find((one) => one === url.searchParams.get('untuk'));
	const event = events.find((one) => one === url.searchParams.get('saat'));
	const regions = (await listPemda()).filter(({ code }) => code.length > 2);
	const place = url.searchParams.get('di');
	const region = regions.find(({ code }) => code === (place ?? cookies.get('region')?.slice(0, 5)))?.code;
	if (place && region) remember(cookies, url, 'region', region);
	const services = await listServices({ lang, q, audience, event, region });
	const all = await listServices({ lang });
	const used = new Set(all.flatMap((one) => one.events));
	return {
		asked: { q, audience: audience ?? '', event: event ?? '', region: region ?? '' },
		services,
		audiences: audiences.map((value) => ({ value, label: t(`services.audience.${value}`) })),
		events: events
			.filter((one) => used.has(one))
			.map((value) => ({ value, label: t(`services.event.${value}`) })),
		regions: regions.map(({ code, name }) => ({ value: code, label: name })),
	};
};
