import { officerOf } from '#lib/officer.ts';
import { hasDesk, isLeader, managedBy } from '#identity';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => {
	const officer = officerOf(locals);
	const { t } = locals;
	const [first] = officer.holdings;
	return {
		person: officer.name,
		office: first?.officeName ?? t('signin.no-posts'),
		mustChange: officer.mustChangePassword,
		ways: [
			...(hasDesk(officer) ? [{ href: '/meja', label: t('desk.way.inbox') }] : []),
			...(isLeader(officer) ? [{ href: '/pimpinan', label: t('desk.way.leader') }] : []),
			...(managedBy(officer).length > 0 ? [{ href: '/kelola/petugas', label: t('desk.way.officers') }] : []),
			...(managedBy(officer).length > 0 ? [{ href: '/kelola/aturan', label: t('desk.way.rules') }] : []),
		],
	};
};
