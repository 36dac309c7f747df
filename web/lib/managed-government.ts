import { managedBy, type Officer } from '#identity';
import { Refusal } from '#platform/refusal';
import { getPemda, listPemda, nationalAgencies } from '#regions';

/**
 * The government, or the agencies of the state, whose officers are shown: one the asker manages, the first of them
 * unless the address says which.
 */
export async function managedGovernment(officer: Officer, url: URL) {
	const managed = managedBy(officer);
	const all = [...(await listPemda()), await getPemda(nationalAgencies)];
	const governments = all.filter(({ code }) => managed === 'all' || managed.includes(code));
	const asked = url.searchParams.get('pemda');
	const chosen = asked ? governments.find(({ code }) => code === asked) : governments[0];
	if (!chosen) throw new Refusal('forbidden', 'identity/not-yours');
	return { pemda: chosen.code, name: chosen.name, governments };
}
