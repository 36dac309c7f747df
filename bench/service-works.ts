import { type Applicant, actorOf, prepareDrafts, seatApplicant } from './applicants.ts';
import type { Ask } from './drive.ts';
import { middlePage } from './form-of-sixty.ts';
import type { Work } from './rounds.ts';
import { page } from './works.ts';

export type ServicePlan = { works: Work[]; sent: string[] };
type Asked = {
	origin: string;
	officer: string;
	bareApplicant: Applicant;
	names: string[];
	numbers: string[];
};
type How = { rounds: number; perRound: number };

const applicants = 40;
const desk = '/meja/permohonan';

/** What residents and officers ask of applications. Forms that are sent are another set in each round, on each side. */
export async function serviceWorks(asked: Asked, how: How): Promise<ServicePlan> {
	const seated = await Promise.all(Array.from({ length: applicants }, seatApplicant));
	const lists = await Promise.all(
		seated.map((one) => draftsOf(one, Math.ceil((how.perRound * (how.rounds + 1)) / applicants))),
	);
	const forms = interleave(lists);
	const unsent = await draftsOf(seated[0] ?? asked.bareApplicant, 50);
	const [first] = unsent;
	if (!first) throw new Error('No form was begun');
	const bare = await draftsOf(asked.bareApplicant, how.perRound * (how.rounds + 1));
	const inRounds = (asks: Ask[]) =>
		Array.from({ length: how.rounds + 1 }, (_, n) => asks.slice(n * how.perRound, (n + 1) * how.perRound));
	const alone = (name: string, platform: Ask[]): Work => ({ name, platform, bare: [] });
	const look = (query: string) => page(`${desk}?${query}`, asked.officer);
	const q = (text: string) => `q=${encodeURIComponent(text)}`;
	return {
		sent: forms.map(({ id }) => id),
		works: [
			alone(
				'form',
				unsent.map(({ path, cookie }) => page(`${path}/${middlePage}`, cookie)),
			),
			alone(
				'check',
				unsent.map(({ path, cookie }) => page(`${path}/periksa`, cookie)),
			),
			{
				...{ name: 'submit', once: true },
				platform: inRounds(forms.map((form) => sending(form, asked.origin))),
				bare: inRounds(bare.map(({ id }) => ({ method: 'POST', path: `/send/${id}` }))),
			},
			alone('inbox', [page(desk, asked.officer)]),
			alone('late', [look('lihat=terlambat')]),
			alone('ended', [look('lihat=selesai')]),
			alone(
				'name',
				asked.names.map((name) => look(q(name))),
			),
			alone(
				'past',
				asked.names.map((name) => look(`lihat=selesai&${q(name)}`)),
			),
			alone('none', [look(`lihat=selesai&${q('Tidak Seorang Pun')}`)]),
			alone(
				'number',
				asked.numbers.map((number) => look(`lihat=selesai&${q(number)}`)),
			),
			alone('steps', [page(`${desk}/langkah`, asked.officer)]),
			alone('year', [page(`${desk}/langkah?hari=365`, asked.officer)]),
		],
	};
}

type Form = { id: string; path: string; cookie: string };

async function draftsOf(one: Applicant, count: number): Promise<Form[]> {
	await actorOf(one);
	const { serviceId, ids } = await prepareDrafts(one, count);
	return ids.map((id) => ({ id, path: `/layanan/${serviceId}/ajukan/${id}`, cookie: one.cookie }));
}

/** As a browser without JavaScript sends it. */
function sending({ path, cookie }: Form, origin: string): Ask {
	const { headers } = page(path, cookie);
	return {
		...{ method: 'POST', path: `${path}/periksa?/send`, status: 303, body: '_form=' },
		headers: { ...headers, origin, 'content-type': 'application/x-www-form-urlencoded' },
	};
}

function interleave<One>(lists: One[][]): One[] {
	const longest = Math.max(...lists.map(({ length }) => length));
	return Array.from({ length: longest }, (_, n) => lists.flatMap((list) => list.slice(n, n + 1))).flat();
}
