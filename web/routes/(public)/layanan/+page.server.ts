import { events, listServices } from '#services';
import type { PageServerLoad } from './$types';

const audiences = ['resident', 'business'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const { lang, t } = locals;
	const q = (url.searchParams.get('q') ?? '').slice(0, 100);
	const audience = audiences.find((one) => one === url.searchParams.get('untuk'));
	const event = events.find((one) => one === url.searchParams.get('saat'));
	const services = await listServices({ lang, q, audience, event });
	const all = q || audience || event ? await listServices({ lang }) : services;
	const used = new Set(all.flatMap((one) => one.events));
	return {
		asked: { q, audience: audience ?? '', event: event ?? '' },
		services,
		audiences: audiences.map((value) => ({ value, label: t(`services.audience.${value}`) })),
		events: events
			.filter((one) => used.has(one))
			.map((value) => ({ value, label: t(`services.event.${value}`) })),
	};
};
