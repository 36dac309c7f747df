import { listOffices, listPemda } from '#regions';

const most = 15;

/** Offices whose name has these words: of one's own government first, then of the others. */
export async function findOffices(
	words: string,
	own: string,
): Promise<{ value: string; label: string; hint: string }[]> {
	const governments = await listPemda();
	const ordered = [...governments].sort((a, b) => Number(b.code === own) - Number(a.code === own));
	const found: { value: string; label: string; hint: string }[] = [];
	for (const pemda of ordered) {
		for (const office of await listOffices(pemda.code, { q: words })) {
			if (office.external) continue;
			found.push({ value: `${pemda.code}/${office.id}`, label: office.name, hint: pemda.name });
			if (found.length >= most) return found;
		}
	}
	return found;
}
