import { escalationLadder, findResponsible, listChildren, listPemda, listSubjects } from '#regions';
import { dice } from './dice.ts';

export type Rung = { role: string; pemda: string; officeId: string };
/** A place and a subject, and who answers for it by the platform's own rules. */
export type Spot = {
	region: string;
	subject: string;
	pemda: string;
	prefix: string;
	officeId: string;
	/** Who is told when it is late, without the rungs that have no office. */
	ladder: Rung[];
};

const count = 30_000;

/** Governments by their people, villages and subjects evenly. Needs a connected database that holds the facts. */
export async function makeSpots(): Promise<Spot[]> {
	const by = dice(7);
	const regencies = await listChildren();
	const villages = new Map<string, string[]>();
	for (const { code } of regencies) villages.set(code, await villagesOf(code));
	const crowd = regencies.flatMap(({ code, population }) =>
		Array<string>(Math.max(1, Math.round((population ?? 0) / 20_000))).fill(code),
	);
	const subjects = (await listSubjects()).flatMap((group) => group.subjects.map(({ code }) => code));
	const prefixes = new Map((await listPemda()).map(({ code, numberPrefix }) => [code, numberPrefix]));
	const spots: Spot[] = [];
	while (spots.length < count) {
		const region = by.of(villages.get(by.of(crowd)) ?? []);
		spots.push(await spotAt(region, by.of(subjects), prefixes));
	}
	return spots;
}

async function spotAt(region: string, subject: string, prefixes: Map<string, string>): Promise<Spot> {
	const [first] = (await findResponsible({ subject, region })).filter((office) => !office.external);
	if (!first) throw new Error(`Nobody answers for ${subject} in ${region}`);
	const { pemda, officeId } = first;
	const rungs = await escalationLadder(pemda, officeId);
	const ladder = rungs.flatMap((rung) =>
		rung.officeId ? [{ role: rung.role, pemda: rung.pemda, officeId: rung.officeId }] : [],
	);
	return { region, subject, pemda, officeId, prefix: prefixes.get(pemda) ?? '', ladder };
}

async function villagesOf(regency: string): Promise<string[]> {
	const districts = await listChildren(regency);
	const villages = await Promise.all(districts.map(({ code }) => listChildren(code)));
	return villages.flat().map(({ code }) => code);
}
