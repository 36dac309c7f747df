import type { Tx } from '#platform/db';
import { isId } from '#platform/ids';
import type { Business } from '../business.ts';
import { maskedNpwp } from '../npwp.ts';

type Row = Omit<Business, 'npwp'> & { npwpSealed: string | null };
const columns = `id, nib, name, kbli, region, npwp_sealed as "npwpSealed", verified_at as "verifiedAt", added_at as "addedAt"`;

function businessOf({ npwpSealed, ...row }: Row): Business {
	return { ...row, npwp: maskedNpwp(npwpSealed) };
}

/** Within the scope of the transaction: those the person answers for. */
export async function selectBusiness(tx: Tx, id: string): Promise<Business | undefined> {
	if (!isId(id)) return undefined;
	const { rows } = await tx.query<Row>({
		name: 'people.business',
		text: `select ${columns} from people.business where id = $1 and ended_at is null`,
		values: [id],
	});
	return rows[0] && businessOf(rows[0]);
}

export async function selectBusinesses(tx: Tx, accountId: string): Promise<Business[]> {
	const { rows } = await tx.query<Row>({
		name: 'people.businesses',
		text: `select ${columns} from people.business where responsible_id = $1 and ended_at is null order by name, id limit 200`,
		values: [accountId],
	});
	return rows.map(businessOf);
}

export type NewBusinessRow = {
	id: string;
	nib: string;
	name: string;
	npwpSealed: string | null;
	kbli: string[];
	region: string;
	responsibleId: string;
	at: Date;
};

/** False when the person has added this NIB already. */
export async function insertBusiness(tx: Tx, business: NewBusinessRow): Promise<boolean> {
	const { id, nib, name, npwpSealed, kbli, region, responsibleId, at } = business;
	const { rowCount } = await tx.query({
		name: 'people.add-business',
		text: `insert into people.business (id, nib, name, npwp_sealed, kbli, region, responsible_id, added_at, changed_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
			on conflict (responsible_id, nib) where ended_at is null do nothing`,
		values: [id, nib, name, npwpSealed, kbli, region, responsibleId, at],
	});
	return rowCount === 1;
}

export async function updateBusinessEnd(tx: Tx, id: string, at: Date): Promise<boolean> {
	if (!isId(id)) return false;
	const { rowCount } = await tx.query({
		name: 'people.end-business',
		text: 'update people.business set ended_at = $2, changed_at = $2 where id = $1 and ended_at is null',
		values: [id, at],
	});
	return rowCount === 1;
}

type Verified = { id: string; at: Date; by: string; office: { pemda: string; officeId: string } };

/** Refused by the unique index where somebody else is verified for this NIB: then false. */
export async function updateBusinessVerified(tx: Tx, { id, at, by, office }: Verified): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'people.verify-business',
		text: `update people.business b set verified_at = $2, verified_by = $3, verified_pemda = $4, verified_office_id = $5,
				changed_at = $2
			where b.id = $1 and b.ended_at is null and not people.is_nib_verified(b.nib, b.id)`,
		values: [id, at, by, office.pemda, office.officeId],
	});
	return rowCount === 1;
}
