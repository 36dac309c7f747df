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
	{
		role: 'officer, PUTR Asahan',
		name: 'Petugas PUTR Asahan (contoh)',
		email: 'petugas.asahan',
		pemda: '12.09',
		slug: 'pupr',
		post: 'officer',
	},
	{
		role: 'head of office, PUTR Asahan',
		name: 'Kepala PUTR Asahan (contoh)',
		email: 'kepala.pupr.asahan',
		pemda: '12.09',
		slug: 'pupr',
		post: 'office-head',
	},
	{
		role: 'triage desk, Asahan',
		name: 'Pengaduan Asahan (contoh)',
		email: 'pengaduan.asahan',
		pemda: '12.09',
		slug: 'pengaduan',
		post: 'triage',
	},
	{
		role: 'secretary, Asahan',
		name: 'Sekda Asahan (contoh)',
		email: 'sekda.asahan',
		pemda: '12.09',
		slug: 'sekretariat-daerah',
		post: 'secretary',
	},
	{
		role: 'regent, Asahan',
		name: 'Bupati Asahan (contoh)',
		email: 'bupati.asahan',
		pemda: '12.09',
		slug: 'kepala-daerah',
		post: 'regional-head',
	},
	{
		role: 'administrator, Asahan',
		name: 'Administrator Asahan (contoh)',
		email: 'administrator.asahan',
		pemda: '12.09',
		slug: 'komunikasi-informatika',
		post: 'administrator',
	},
	{
		role: 'officer, DLH Medan',
		name: 'Petugas DLH Medan (contoh)',
		email: 'petugas.dlh.medan',
		pemda: '12.71',
		slug: 'lingkungan-hidup',
		post: 'officer',
	},
	{
		role: 'triage desk, province',
		name: 'Pengaduan Provinsi (contoh)',
		email: 'pengaduan.provinsi',
		pemda: '12',
		slug: 'pengaduan',
		post: 'triage',
	},
	{
		role: 'governor',
		name: 'Gubernur (contoh)',
		email: 'gubernur',
		pemda: '12',
		slug: 'kepala-daerah',
		post: 'regional-head',
	},
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
	for (const part of parts) {
		const postId = await postOf(part);
		if (!postId) continue;
		const email = `${part.email}@contoh.invalid`;
		const from = dayOf(new Date());
		const made = await createOfficer(asOperator, {
			email,
			name: part.name,
			pemda: part.pemda,
			postId,
			acting: null,
			from,
			to: null,
		});
		if (made.awaits) await approve(asOperator, part.pemda, made.accountId);
		const password = made.password ?? '';
		await replacePassword({ email, password });
		cast.push({ role: part.role, email, password });
	}
	return cast;
}

/** What takes two people the owner of the machine says yes to: nobody else is there yet. */
async function approve(by: Officer, pemda: string, accountId: string): Promise<void> {
	const { waiting } = await listProposals(by, pemda);
	for (const { id, accountId: whose } of waiting)
		if (whose === accountId) await decideByCommand({ pemda, id }, 'approved');
}

async function postOf({ pemda, slug, post }: (typeof parts)[number]): Promise<string | undefined> {
	const offices = await listOffices(pemda);
	const office = offices.find((one) => one.slug === slug) ?? offices.find((one) => one.kind === kindOf(post));
	const posts = office ? await listPosts(pemda, office.id) : [];
	return posts.find((one) => one.role === post)?.id;
}

function kindOf(post: string): string {
	return { triage: 'desk', secretary: 'secretariat', 'regional-head': 'leader' }[post] ?? 'opd';
}
