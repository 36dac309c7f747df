import { redirect } from '@sveltejs/kit';
import { hasDesk, isLeader, managedBy } from '#identity';
import { officerOf } from './officer.ts';

const account = '/meja/akun';

/** What stands around every page of officers and leaders. Whoever has a first password is led to change it. */
export function deskFrame(locals: App.Locals, url: URL) {
	const officer = officerOf(locals);
	if (officer.mustChangePassword && url.pathname !== account) redirect(303, account);
	const manages = managedBy(officer).length > 0;
	const { t } = locals;
	const none = officer.isOperator ? 'signin.operator' : 'signin.no-post';
	return {
		person: officer.name,
		office: officer.mustChangePassword ? '' : (officer.holdings[0]?.officeName ?? t(none)),
		ways: [
			...(hasDesk(officer) ? [{ href: '/meja', label: t('desk.way.inbox') }] : []),
			...(isLeader(officer) ? [{ href: '/pimpinan', label: t('desk.way.leader') }] : []),
			...(manages ? [{ href: '/kelola/petugas', label: t('desk.way.officers') }] : []),
			...(manages ? [{ href: '/kelola/aturan', label: t('desk.way.rules') }] : []),
		],
	};
}
