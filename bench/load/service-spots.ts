import { listChildren, listPemda } from '#regions';
import type { Answers } from '#rules';
import { type Definition, findNewestVersion, findProvider, listServices, type State } from '#services';
import { dice } from './dice.ts';

export type LoadedService = {
	id: string;
	hash: string;
	title: string;
	/** From the first state to an end; the more usual ones more often. */
	routes: State[][];
	/** Of its own examples. */
	answers: Answers[];
	promiseDays: number;
};

/** A service, and the office that gives it somewhere. */
export type ServiceSpot = {
	service: LoadedService;
	region: string;
	pemda: string;
	prefix: string;
	officeId: string;
};

const count = 20_000;

/** The service that is applied for most: the simulator is measured on it. */
export const busiest = 'kartu-keluarga';
const shareOfBusiest = 6;

/** Governments by their people, services evenly but for the busiest. Needs a connected database that holds the facts. */
export async function makeServiceSpots(): Promise<ServiceSpot[]> {
	const by = dice(13);
	const crowd = (await listChildren()).flatMap(({ code, population }) =>
		Array<string>(Math.max(1, Math.round((population ?? 0) / 20_000))).fill(code),
	);
	const prefixes = new Map((await listPemda()).map(({ code, numberPrefix }) => [code, numberPrefix]));
	const services = await readServices();
	const most = services.filter(({ definition }) => definition.id === busiest);
	const spots: ServiceSpot[] = [];
	while (spots.length < count) {
		const { definition, service } = by.pick(shareOfBusiest) === 0 ? by.of(most) : by.of(services);
		const region = by.of(crowd);
		const office = await findProvider(definition, region);
		// a city has no office for villages
		if (!office) continue;
		const { pemda, id: officeId } = office;
		spots.push({ service, region, pemda, prefix: prefixes.get(pemda) ?? '', officeId });
	}
	return spots;
}

async function readServices(): Promise<{ definition: Definition; service: LoadedService }[]> {
	const services = [];
	for (const { id } of await listServices({ lang: 'id' })) {
		const { definition, hash } = await findNewestVersion(id);
		if (!definition.process) continue;
		const service = {
			...{ id, hash, title: definition.title.id, routes: routesOf(definition) },
			answers: definition.examples.map(({ answers, fields }) => ({ ...answers, ...fields })),
			promiseDays: definition.standard.duration.amount,
		};
		services.push({ definition, service });
	}
	return services;
}

/** The shortest way to each end; that to what is granted four times as often. */
function routesOf({ id, process }: Definition): State[][] {
	const [first] = process?.states ?? [];
	if (!process || !first) throw new Error(`${id} has no process`);
	const ways = new Map<string, State[]>([[first.id, [first]]]);
	for (const [from, way] of ways) {
		for (const { to } of process.transitions.filter((one) => one.from.includes(from))) {
			const state = process.states.find((one) => one.id === to);
			if (state && !ways.has(to)) ways.set(to, [...way, state]);
		}
	}
	const whole = [...ways.values()].filter((way) => way.at(-1)?.kind === 'end');
	return whole.flatMap((way) => (way.at(-1)?.outcome === 'granted' ? [way, way, way, way] : [way]));
}
