import { redirect } from '@sveltejs/kit';
import { countOpenings } from '#casework';
import { countProposals, hasDesk, isLeader, managedBy, secondFactors } from '#identity';
import { enrolment, officerOf } from './officer.ts';

const account = '/meja/akun';

/** What stands around every page of officers and leaders. Whoever has a first password is led to change it, and
 * whoever lacks a second factor to set it up. */
export async function deskFrame(locals: App.Locals, url: URL) {
	const officer = officerOf(locals);
	if (officer.mustChangePassword && url.pathname !== account) redirect(303, account);
	if (officer.mustEnrol && url.pathname !== account && url.pathname !== enrolment) redirect(303, enrolment);
	const manages = managedBy(officer).length > 0;
	const { t } = locals;
	const none = officer.isOperator ? 'signin.operator' : 'signin.no-post';
	return {
		person: officer.name,
		office:
			officer.mustChangePassword || officer.mustEnrol ? '' : (officer.holdings[0]?.officeName ?? t(none)),
		/** Works with a password alone, where the installation only offers more. */
		bareEnrolment:
			!officer.mustChangePassword &&
			!officer.mustEnrol &&
			!secondFactors.some((factor) => officer.factors.includes(factor))
				? enrolment
				: null,
		ways: [
			...(hasDesk(officer) ? [{ href: '/meja', label: t('desk.way.inbox') }] : []),
			...(isLeader(officer) ? [{ href: '/pimpinan', label: t('desk.way.leader') }] : []),
			...(isLeader(officer)
				? [{ href: '/meja/akses-darurat', label: t('glass.title'), count: await countOpenings(officer) }]
				: []),
			...(manages ? [{ href: '/kelola/petugas', label: t('desk.way.officers') }] : []),
			...(manages ? [{ href: '/kelola/aturan', label: t('desk.way.rules') }] : []),
			...(manages ? [{ href: '/kelola/tanggung-jawab', label: t('desk.way.duties') }] : []),
			...(manages ? [{ href: '/kelola/aplikasi', label: t('sso.way') }] : []),
			...(manages
				? [{ href: '/kelola/persetujuan', label: t('eyes.way'), count: await countProposals(officer) }]
				: []),
			...(officer.isOperator ? [{ href: '/kelola/keamanan', label: t('guard.way') }] : []),
		],
	};
}
