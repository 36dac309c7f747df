import { Refusal } from '#platform/refusal';
import { nationalAgencies, type Pemda } from './pemda.ts';
import { snapshot } from './snapshot.ts';

/** The 34 governments by code, the province first. From memory. */
export async function listPemda(): Promise<Pemda[]> {
	return [...(await snapshot()).pemda.values()].filter((pemda) => pemda.code !== nationalAgencies);
}

/** A government, or '00' for agencies of the state. From memory. Refuses `regions/no-such-government`. */
export async function getPemda(code: string): Promise<Pemda> {
	const pemda = (await snapshot()).pemda.get(code);
	if (!pemda) throw new Refusal('not-found', 'regions/no-such-government');
	return pemda;
}

/** Whose case numbers begin with these two symbols. From memory. */
export async function findPemdaByPrefix(twoSymbols: string): Promise<Pemda | undefined> {
	return (await snapshot()).pemdaByPrefix.get(twoSymbols);
}
