import type { Level } from '#identity';
import type { Tx } from '#platform/db';

export type PersonRow = {
	accountId: string;
	name: string;
	nikSealed: string | null;
	birthDate: string | null;
	region: string | null;
};

/** Within the scope of the transaction: one's own, or whom an officer has before them. */
export async function selectPerson(tx: Tx, accountId: string): Promise<PersonRow | undefined> {
	const { rows } = await tx.query<PersonRow>({
		name: 'people.person',
		text: `select account_id as "accountId", name, nik_sealed as "nikSealed", birth_date::text as "birthDate", region
			from people.person where account_id = $1`,
		values: [accountId],
	});
	return rows[0];
}

export type NewPerson = {
	accountId: string;
	name: string;
	nikSealed: string;
	nikIndex: Buffer;
	birthDate: string;
	region?: string | null;
	at: Date;
};

export async function upsertPerson(tx: Tx, person: NewPerson): Promise<void> {
	await tx.query({
		name: 'people.keep-person',
		text: `insert into people.person (account_id, name, nik_sealed, nik_index, birth_date, region, changed_at)
			values ($1, $2, $3, $4, $5, $6, $7)
			on conflict (account_id) do update set name = $2, nik_sealed = $3, nik_index = $4, birth_date = $5,
				region = coalesce($6, people.person.region), changed_at = $7`,
		values: [
			...[person.accountId, person.name, person.nikSealed, person.nikIndex, person.birthDate],
			...[person.region ?? null, person.at],
		],
	});
}

export type NewProof = {
	id: string;
	accountId: string;
	level: Exclude<Level, 'contact'>;
	way: 'given' | 'counter' | 'register';
	document: string | null;
	nikIndex: Buffer;
	by: string;
	office: { pemda: string; officeId: string } | null;
	at: Date;
};

type ProofRow = {
	way: NewProof['way'];
	at: Date;
	name: string | null;
	birthDate: string | null;
};

/** The proof that holds now, with the name and birth date it is about. */
export async function selectProof(tx: Tx, accountId: string): Promise<ProofRow | undefined> {
	const { rows } = await tx.query<ProofRow>({
		name: 'people.proof-now',
		text: `select f.way, f.at, p.name, p.birth_date::text as "birthDate" from people.proof f
			left join people.person p on p.account_id = f.account_id
			where f.account_id = $1 and f.ended_at is null order by f.at desc limit 1`,
		values: [accountId],
	});
	return rows[0];
}

/** False when another account is verified with the same NIK: one NIK is one person. */
export async function insertProof(tx: Tx, proof: NewProof): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'people.add-proof',
		text: `insert into people.proof (id, account_id, level, way, document, nik_index, by_actor, office_pemda, office_id, at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			on conflict (nik_index) where level = 'verified' and ended_at is null do nothing`,
		values: [
			...[proof.id, proof.accountId, proof.level, proof.way, proof.document, proof.nikIndex, proof.by],
			...[proof.office?.pemda ?? null, proof.office?.officeId ?? null, proof.at],
		],
	});
	return rowCount === 1;
}

export type Proof = {
	level: 'nik' | 'verified';
	way: 'given' | 'counter' | 'register';
	document: string | null;
	officePemda: string | null;
	officeId: string | null;
	at: Date;
};

export async function selectProofs(tx: Tx, accountId: string): Promise<Proof[]> {
	const { rows } = await tx.query<Proof>({
		name: 'people.proofs',
		text: `select level, way, document, office_pemda as "officePemda", office_id as "officeId", at
			from people.proof where account_id = $1 and ended_at is null order by at desc limit 50`,
		values: [accountId],
	});
	return rows;
}

/** Whether an account was verified as the holder of a NIK, and that still holds. */
export async function isVerifiedAs(tx: Tx, accountId: string, nikIndex: Buffer): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'people.verified-as',
		text: `select 1 from people.proof
			where account_id = $1 and nik_index = $2 and level = 'verified' and ended_at is null`,
		values: [accountId, nikIndex],
	});
	return rowCount === 1;
}

/** What was verified counts no more; who verifies anew begins a proof of their own. */
export async function endVerified(
	tx: Tx,
	{ accountId, at, by, reason }: { accountId: string; at: Date; by: string; reason: string },
): Promise<void> {
	await tx.query({
		name: 'people.end-verified',
		text: `update people.proof set ended_at = $2, ended_by = $3, end_reason = $4
			where account_id = $1 and level = 'verified' and ended_at is null`,
		values: [accountId, at, by, reason],
	});
}
