import { db } from '#platform/db';

export type RepresentedRow = {
	accountId: string;
	name: string | null;
	nikSealed: string | null;
	birthDate: string | null;
	region: string | null;
	nib: string | null;
	businessName: string | null;
	kbli: string[] | null;
	npwpSealed: string | null;
};

/** The giver of a mandate that runs on this day, for who holds it, where it opens their data. */
export async function selectRepresented(
	mandateId: string,
	holderId: string,
	today: string,
): Promise<RepresentedRow | undefined> {
	const { rows } = await db.query<RepresentedRow>({
		name: 'people.represented',
		text: `select r.account_id as "accountId", r.name, r.nik_sealed as "nikSealed", r.birth_date::text as "birthDate",
				r.region, r.nib, r.business_name as "businessName", r.kbli, r.npwp_sealed as "npwpSealed"
			from people.represented($1, $2, $3) r`,
		values: [mandateId, holderId, today],
	});
	return rows[0];
}
