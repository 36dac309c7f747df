import type { Class } from '#casework';
import {
	escalationLadder,
	findResponsible,
	listChildren,
	listOffices,
	listPemda,
	listSubjects,
	type Region,
	type Rung,
} from '#regions';
import { type Dice, weighted } from './dice.ts';
import type { Office } from './story.ts';

type Place = {
	code: string;
	pemda: string;
	lat: number | null;
	lon: number | null;
	village: string;
	district: string;
};
export type Setting = Awaited<ReturnType<typeof makeSetting>>;

/** What people report more than other things; a subject not named here has the weight 0.4. */
const often: Record<string, number> = {
	...{
		'road.pothole': 14,
		'road.damaged': 8,
		'road.bridge': 4,
		'road.street-light': 9,
		'drain.flood': 6,
		'drain.blocked': 6,
	},
	...{
		'waste.uncollected': 10,
		'waste.dump': 5,
		'water.off': 8,
		'water.quality': 4,
		'civil.id-card': 6,
		'health.clinic': 5,
	},
	...{ 'school.levy': 4, 'social.aid': 5, 'transport.parking': 4, 'integrity.levy': 2, 'farm.fertilizer': 3 },
};
const wrongDoor = 0.18;

/** Where and about what the demonstration's cases are: as many in a place as people live there, roads before rarities. */
export async function makeSetting(roll: Dice) {
	const regencies = await listChildren();
	const places = await placesOf(regencies);
	const nextRegency = weighted(
		roll,
		regencies.map((region) => ({ item: region.code, weight: region.population ?? 1 })),
	);
	const subjects = (await listSubjects()).flatMap((group) => group.subjects);
	const nextSubject = weighted(
		roll,
		subjects.map((subject) => ({ item: subject, weight: often[subject.code] ?? 0.4 })),
	);
	const surging = new Map([
		['12.09', 'road.bridge'],
		['12.71', 'drain.flood'],
		['12.12', 'waste.uncollected'],
	]);
	const governments = await listPemda();
	const prefixes = new Map(governments.map((pemda) => [pemda.code, pemda.numberPrefix]));
	const ladders = new Map<string, Rung[]>();
	return {
		governments: governments.map(({ code }) => code),
		/** Who is told when this office is late. */
		async ladder({ pemda, officeId }: Office): Promise<Rung[]> {
			const known = ladders.get(officeId) ?? (await escalationLadder(pemda, officeId));
			ladders.set(officeId, known);
			return known;
		},
		/** Public works of a government, and a place in it; for the province anywhere. */
		async works(pemda: string): Promise<{ office: Office; place: Place }> {
			const [office] = await listOffices(pemda, { function: 'public-works' });
			if (!office) throw new Error(`${pemda} has no public works`);
			const inside = places.get(pemda) ?? [...places.values()].flat();
			return { office: { pemda, officeId: office.id }, place: roll.pick(inside) };
		},
		prefixOf: (pemda: string) => prefixes.get(pemda) ?? '',
		place(): Place {
			return roll.pick(places.get(nextRegency()) ?? [...places.values()].flat());
		},
		subject(pemda: string, recent: boolean): { subject: string; class: Class } {
			const rising = surging.get(pemda);
			const chosen =
				rising && recent && roll.chance(0.25)
					? (subjects.find(({ code }) => code === rising) ?? nextSubject())
					: nextSubject();
			const kind = roll.chance(0.12) ? roll.pick(['aspiration', 'question'] as const) : chosen.defaultClass;
			return { subject: chosen.code, class: kind };
		},
		/** Now and then people go to the wrong door first. */
		async route(subject: string, region: string): Promise<{ first: Office; rightful: Office | undefined }> {
			const found = (await findResponsible({ subject, region })).filter(({ external }) => !external);
			const [right, other] = found.map(({ pemda, officeId }) => ({ pemda, officeId }));
			if (!right) throw new Error(`Nobody answers for ${subject} in ${region}`);
			return other && roll.chance(wrongDoor)
				? { first: other, rightful: right }
				: { first: right, rightful: undefined };
		},
	};
}

async function placesOf(regencies: Region[]): Promise<Map<string, Place[]>> {
	const places = new Map<string, Place[]>();
	for (const regency of regencies) {
		const inside: Place[] = [];
		for (const district of await listChildren(regency.code)) {
			for (const village of await listChildren(district.code)) {
				inside.push({
					code: village.code,
					pemda: regency.code,
					lat: village.lat,
					lon: village.lon,
					village: village.name,
					district: district.name,
				});
			}
		}
		places.set(regency.code, inside);
	}
	return places;
}
