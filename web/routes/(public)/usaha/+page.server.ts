import { describeKbli } from '#business';
import type { PageServerLoad } from './$types';

const doors = ['buka', 'cek', 'kewajiban', 'tender', 'wilayah', 'kbli'] as const;

export const load: PageServerLoad = async ({ locals: { t } }) => ({
	kbli: await describeKbli(),
	doors: doors.map((name) => ({
		href: `/usaha/${name}`,
		name: t(`business.door.${name}`),
		about: t(`business.door.${name}.about`),
	})),
});
