import { writeCalendar } from '#business';
import { dueOf, readProfile } from '#lib/obligation-view.ts';
import { now } from '#platform/clock';
import { config } from '#platform/config';
import { Refusal } from '#platform/refusal';
import type { RequestHandler } from './$types';

/** The calendar as a file, and as an address a calendar can keep asking. */
export const GET: RequestHandler = async ({ url, locals: { lang, t } }) => {
	const profile = await readProfile(url.searchParams);
	if (!profile) throw new Refusal('invalid', 'business/no-such-scale');
	const days = dueOf(profile).map(({ id, dueOn, title, about, where, basis, url: page }) => ({
		...{ id: `${id}-${dueOn}`, day: dueOn, title: title[lang], url: page },
		about: [about[lang], where[lang], basis.text].join('\n'),
	}));
	const host = new URL(config.publicOrigin).hostname;
	return new Response(writeCalendar(t('business.due'), host, days, now()), {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': 'attachment; filename="kewajiban.ics"',
			'cache-control': 'public, max-age=3600',
		},
	});
};
