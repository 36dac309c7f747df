import { hasDesk, isLeader, managedBy, type Officer } from '#identity';

/** What stands around every page of officers and leaders. */
export function deskFrame(officer: Officer, t: App.Locals['t']) {
	const manages = managedBy(officer).length > 0;
	return {
		person: officer.name,
		office: officer.holdings[0]?.officeName ?? t('signin.no-posts'),
		mustChange: officer.mustChangePassword,
		ways: [
			...(hasDesk(officer) ? [{ href: '/meja', label: t('desk.way.inbox') }] : []),
			...(isLeader(officer) ? [{ href: '/pimpinan', label: t('desk.way.leader') }] : []),
			...(manages ? [{ href: '/kelola/petugas', label: t('desk.way.officers') }] : []),
			...(manages ? [{ href: '/kelola/aturan', label: t('desk.way.rules') }] : []),
		],
	};
}
