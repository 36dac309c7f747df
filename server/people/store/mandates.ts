import { type Db, db, type Tx } from '#platform/db';
import { isId } from '#platform/ids';
import type { Mandate, MandateScope } from '../mandate.ts';

type Row = {
	id: string;
	fromAccount: string | null;
	fromBusiness: string | null;
	fromName: string | null;
	toAccount: string | null;
	toName: string | null;
	scope: MandateScope[];
	note: string;
	validFrom: string;
	validTo: string;
	madeAt: Date;
	acceptedAt: Date | null;
	endedAt: Date | null;
	atCounter: boolean;
};

const columns = `m.id, m.from_account as "fromAccount", m.from_business as "fromBusiness",
	coalesce(people.business_name(m.from_business), people.name_of(m.from_account)) as "fromName",
	m.to_account as "toAccount", people.name_of(m.to_account) as "toName", m.scope, m.note,
	m.valid_from::text as "validFrom", m.valid_to::text as "validTo", m.made_at as "madeAt", m.accepted_at as "acceptedAt",
	m.ended_at as "endedAt", m.office_id is not null as "atCounter"`;

function mandateOf(row: Row): Mandate {
	const { fromAccount, fromBusiness, fromName, toAccount, toName, ...rest } = row;
	return {
		...rest,
		from: fromBusiness
			? { kind: 'business', id: fromBusiness, name: fromName }
			: { kind: 'person', id: fromAccount ?? '', name: fromName },
		to: toAccount === null ? null : { id: toAccount, name: toName },
	};
}

/** Within the scope of the transaction: those the person gave, holds, or answers for, newest first. */
export async function selectMandates(tx: Tx): Promise<Mandate[]> {
	const { rows } = await tx.query<Row>({
		name: 'people.mandates',
		text: `select ${columns} from people.mandate m order by m.made_at desc, m.id limit 500`,
	});
	return rows.map(mandateOf);
}

export async function lockMandate(tx: Tx, id: string): Promise<Mandate | undefined> {
	if (!isId(id)) return undefined;
	const { rows } = await tx.query<Row>({
		name: 'people.lock-mandate',
		text: `select ${columns} from people.mandate m where m.id = $1 for update of m`,
		values: [id],
	});
	return rows[0] && mandateOf(rows[0]);
}

export type NewMandateRow = {
	id: string;
	from: { account: string } | { business: string };
	to: { account: string; at: Date } | null;
	scope: MandateScope[];
	note: string;
	validFrom: string;
	validTo: string;
	codeHash: Buffer | null;
	at: Date;
	by: string;
	office: { pemda: string; officeId: string } | null;
};

export async function insertMandate(tx: Tx, mandate: NewMandateRow): Promise<void> {
	const { from, to, office } = mandate;
	await tx.query({
		name: 'people.add-mandate',
		text: `insert into people.mandate (id, from_account, from_business, to_account, accepted_at, scope, note, valid_from,
				valid_to, code_hash, made_at, made_by, office_pemda, office_id)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		values: [
			...[mandate.id, 'account' in from ? from.account : null, 'business' in from ? from.business : null],
			...[to?.account ?? null, to?.at ?? null, mandate.scope, mandate.note, mandate.validFrom],
			...[mandate.validTo, mandate.codeHash, mandate.at, mandate.by],
			...[office?.pemda ?? null, office?.officeId ?? null],
		],
	});
}

/** The offer behind a code, for whoever holds the code. */
export async function selectOffer(hash: Buffer): Promise<Mandate | undefined> {
	const { rows } = await db.query<Row>({
		name: 'people.offer',
		text: `select ${columns} from people.find_offer($1) m`,
		values: [hash],
	});
	return rows[0] && mandateOf(rows[0]);
}

/** The id of the mandate that is now the taker's; undefined when somebody was faster. */
export async function takeOffer(
	on: Db,
	hash: Buffer,
	accountId: string,
	at: Date,
): Promise<string | undefined> {
	const { rows } = await on.query<{ id: string | null }>({
		name: 'people.accept-offer',
		text: 'select people.accept_offer($1, $2, $3) as id',
		values: [hash, accountId, at],
	});
	return rows[0]?.id ?? undefined;
}

export async function endMandate(tx: Tx, id: string, at: Date, by: string): Promise<void> {
	await tx.query({
		name: 'people.end-mandate',
		text: 'update people.mandate set ended_at = $2, ended_by = $3 where id = $1 and ended_at is null',
		values: [id, at, by],
	});
}
