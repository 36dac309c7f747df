import {
	createOfficer,
	createOperator,
	decideByCommand,
	listProposals,
	type Officer,
	replacePassword,
} from '#identity';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import { listOffices, listPosts } from '#regions';

type Part = { role: string; email: string; password: string };

const operator = {
	email: 'operator@contoh.invalid',
	name: 'Operator (contoh)',
	password: 'lautan-danau-toba-biru',
};

/** One invented person for each role, with what they sign in by; to look around at once, nobody has to change it first. */
const parts = [
	['officer, PUTR Asahan', 'Petugas PUTR Asahan', 'petugas.asahan', '12.09', 'pupr', 'officer'],
	['head of office, PUTR Asahan', 'Kepala PUTR Asahan', 'kepala.pupr.asahan', '12.09', 'pupr', 'office-head'],
	['triage desk, Asahan', 'Pengaduan Asahan', 'pengaduan.asahan', '12.09', 'pengaduan', 'triage'],
	['counter, Dukcapil Asahan', 'Loket Dukcapil Asahan', 'loket.asahan', '12.09', 'dukcapil', 'officer'],
	['officer, DPMPTSP Asahan', 'Petugas Perizinan Asahan', 'perizinan.asahan', '12.09', 'dpmptsp', 'officer'],
	[
		'head of office, DPMPTSP Asahan',
		'Kepala DPMPTSP Asahan',
		'kepala.dpmptsp.asahan',
		'12.09',
		'dpmptsp',
		'office-head',
	],
	['secretary, Asahan', 'Sekda Asahan', 'sekda.asahan', '12.09', 'sekretariat-daerah', 'secretary'],
	['regent, Asahan', 'Bupati Asahan', 'bupati.asahan', '12.09', 'kepala-daerah', 'regional-head'],
	[
		'administrator, Asahan',
		'Administrator Asahan',
		'administrator.asahan',
		'12.09',
		'komunikasi-informatika',
		'administrator',
	],
	['officer, DLH Medan', 'Petugas DLH Medan', 'petugas.dlh.medan', '12.71', 'lingkungan-hidup', 'officer'],
	['triage desk, province', 'Pengaduan Provinsi', 'pengaduan.provinsi', '12', 'pengaduan', 'triage'],
	['governor', 'Gubernur', 'gubernur', '12', 'kepala-daerah', 'regional-head'],
	['overseer, inspectorate', 'Pengawas Inspektorat', 'pengawas', '12', 'inspektorat', 'overseer'],
] as const;

export async function makeCast(): Promise<Part[]> {
	const { accountId } = await createOperator(operator);
	const asOperator: Officer = {
		...{ kind: 'officer', accountId, name: operator.name, lang: 'id', sessionId: '', origin: 'command line' },
		...{
			factors: [],
			freshAt: now(),
			actsFor: null,
			isOperator: true,
			mustChangePassword: false,
			mustEnrol: false,
			holdings: [],
		},
	};
	const cast: Part[] = [
		{ role: 'operator of the installation', email: operator.email, password: operator.password },
	];
	for (const [role, name, box, pemda, slug, post] of parts) {
		const postId = await postOf(pemda, slug, post);
		if (!postId) continue;
		const email = `${box}@contoh.invalid`;
		const made = await createOfficer(asOperator, {
			...{ email, name: `${name} (contoh)`, pemda, postId },
			...{ acting: null, from: dayOf(new Date()), to: null },
		});
		if (made.awaits) await approve(asOperator, pemda, made.accountId);
		const password = made.password ?? '';
		await replacePassword({ email, password });
		cast.push({ role, email, password });
	}
	return cast;
}

/** What takes two people the owner of the machine says yes to: nobody else is there yet. */
async function approve(by: Officer, pemda: string, accountId: string): Promise<void> {
	const { waiting } = await listProposals(by, pemda);
	for (const { id, accountId: whose } of waiting)
		if (whose === accountId) await decideByCommand({ pemda, id }, 'approved');
}

async function postOf(pemda: string, slug: string, post: string): Promise<string | undefined> {
	const offices = await listOffices(pemda);
	const office = offices.find((one) => one.slug === slug) ?? offices.find((one) => one.kind === kindOf(post));
	const posts = office ? await listPosts(pemda, office.id) : [];
	return posts.find((one) => one.role === post)?.id;
}

function kindOf(post: string): string {
	return { triage: 'desk', secretary: 'secretariat', 'regional-head': 'leader' }[post] ?? 'opd';
}
