import { type Cookies, redirect } from '@sveltejs/kit';
import { countOpenings, templateScopes } from '#casework';
import { countProposals, hasDesk, isLeader, managedBy, type Officer, secondFactors } from '#identity';
import { findCounterPost } from '#people';
import { isVerifier, mayKeepFrameworks } from '#renaksi';
import { editsServices } from '#services';
import { chosenOffice, officesOf } from './office-choice.ts';
import { enrolment, officerOf } from './officer.ts';

const account = '/meja/akun';

type Asked = { locals: App.Locals; url: URL; cookies: Cookies };

/** What stands around every page of officers and leaders. Whoever has a first password is led to change it, and
 * whoever lacks a second factor to set it up. */
export async function deskFrame({ locals, url, cookies }: Asked) {
	const officer = officerOf(locals);
	if (officer.mustChangePassword && url.pathname !== account) redirect(303, account);
	if (officer.mustEnrol && url.pathname !== account && url.pathname !== enrolment) redirect(303, enrolment);
	const { t } = locals;
	const isIn = !officer.mustChangePassword && !officer.mustEnrol;
	return {
		person: officer.name,
		...(isIn ? officeOf(officer, cookies, t) : { office: '', offices: [] }),
		/** Works with a password alone, where the installation only offers more. */
		bareEnrolment:
			isIn && !secondFactors.some((factor) => officer.factors.includes(factor)) ? enrolment : null,
		ways: await waysOf(officer, t),
	};
}

type Say = App.Locals['t'];

/** Where somebody works now, and where they could. */
function officeOf(officer: Officer, cookies: Cookies, t: Say) {
	const own = officesOf(officer);
	const none = officer.isOperator ? 'signin.operator' : 'signin.no-post';
	if (own.length < 2) return { office: officer.holdings[0]?.officeName ?? t(none), offices: [] };
	const all = { value: '', label: t('desk.all-offices', { count: own.length }) };
	return { office: (chosenOffice(officer, cookies) ?? all).label, offices: [all, ...own] };
}

async function waysOf(officer: Officer, t: Say) {
	const manages = managedBy(officer).length > 0;
	const [person, business, editsOwn] = await Promise.all([
		findCounterPost(officer, 'person'),
		findCounterPost(officer, 'business'),
		editsServices(officer),
	]);
	return [
		...(hasDesk(officer) ? [{ href: '/meja', label: t('desk.way.inbox') }] : []),
		...(hasDesk(officer)
			? [
					{ href: '/meja/permohonan', label: t('desk.way.applications') },
					{ href: '/meja/dokumen', label: t('documents.desk') },
					{ href: '/meja/pembayaran', label: t('payments.desk') },
				]
			: []),
		...(hasDesk(officer) || isVerifier(officer) ? [{ href: '/meja/renaksi', label: t('renaksi.way') }] : []),
		...(person || business ? [{ href: '/meja/loket', label: t('people.desk.way') }] : []),
		...(isLeader(officer)
			? [
					{ href: '/pimpinan', label: t('desk.way.leader') },
					{ href: '/meja/akses-darurat', label: t('glass.title'), count: await countOpenings(officer) },
				]
			: []),
		...(templateScopes(officer).pemda.length > 0
			? [{ href: '/kelola/balasan', label: t('desk.way.replies') }]
			: []),
		...(editsOwn ? [{ href: '/kelola/layanan', label: t('service-editor.title') }] : []),
		...(mayKeepFrameworks(officer) ? [{ href: '/kelola/kerangka', label: t('renaksi.keep.way') }] : []),
		...(manages
			? [
					{ href: '/kelola/petugas', label: t('desk.way.officers') },
					{ href: '/kelola/aturan', label: t('desk.way.rules') },
					{ href: '/kelola/tanggung-jawab', label: t('desk.way.duties') },
					{ href: '/kelola/aplikasi', label: t('sso.way') },
					{ href: '/kelola/persetujuan', label: t('eyes.way'), count: await countProposals(officer) },
				]
			: []),
		...(officer.isOperator ? [{ href: '/kelola/keamanan', label: t('guard.way') }] : []),
	];
}
