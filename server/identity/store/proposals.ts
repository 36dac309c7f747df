import type { Tx } from '#platform/db';
import type { NewHolding } from '../new-holding.ts';

export const proposalKinds = ['give-post', 'make-operator', 'reset-factors'] as const;
export type ProposalKind = (typeof proposalKinds)[number];
export type Decision = 'approved' | 'refused' | 'withdrawn';

export type Proposal = {
	pemda: string;
	id: string;
	kind: ProposalKind;
	accountId: string;
	/** What would be held, for `give-post`. */
	holding: Omit<NewHolding, 'pemda'> | null;
	reason: string;
	proposedAt: Date;
	proposedBy: string;
	endsAt: Date;
	decision: Decision | null;
	decidedAt: Date | null;
	/** Names for the page, and whether the proposer may still do anything. */
	name: string;
	proposer: string;
	proposerSuspended: boolean;
	targetIsOperator: boolean;
	decider: string | null;
};

const columns = `p.pemda, p.id, p.kind, p.account_id as "accountId", p.holding, p.reason, p.proposed_at as "proposedAt",
	p.proposed_by as "proposedBy", p.ends_at as "endsAt", p.decision, p.decided_at as "decidedAt", a.name, by.name as proposer,
	by.suspended_at is not null as "proposerSuspended", a.is_operator as "targetIsOperator", d.name as decider`;
const tables = `identity.proposal p join identity.account a on a.id = p.account_id
	join identity.account by on by.id = p.proposed_by left join identity.account d on d.id = p.decided_by`;

export type NewProposal = Pick<
	Proposal,
	'pemda' | 'id' | 'kind' | 'accountId' | 'holding' | 'reason' | 'proposedAt' | 'proposedBy' | 'endsAt'
>;

/** False when the same is proposed already. One whose time is over makes room. */
export async function insertProposal(tx: Tx, one: NewProposal): Promise<boolean> {
	const { pemda, id, kind, accountId, holding, reason, proposedAt, proposedBy, endsAt } = one;
	const given = holding && JSON.stringify(holding);
	await tx.query({
		name: 'identity.close-late',
		text: `update identity.proposal set decision = 'withdrawn', decided_at = ends_at
			where pemda = $1 and account_id = $2 and decision is null and ends_at <= $3`,
		values: [pemda, accountId, proposedAt],
	});
	const { rowCount } = await tx.query({
		name: 'identity.propose',
		text: `insert into identity.proposal (pemda, id, kind, account_id, holding, reason, proposed_at, proposed_by, ends_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
		values: [pemda, id, kind, accountId, given, reason, proposedAt, proposedBy, endsAt],
	});
	return rowCount === 1;
}

/** Held until the transaction ends: of two who decide at once, the second finds it decided. */
export async function lockProposal(tx: Tx, pemda: string, id: string): Promise<Proposal | undefined> {
	const { rows } = await tx.query<Proposal>({
		name: 'identity.lock-proposal',
		text: `select ${columns} from ${tables} where p.pemda = $1 and p.id = $2 for update of p`,
		values: [pemda, id],
	});
	return rows[0];
}

export async function updateDecision(
	tx: Tx,
	{ pemda, id }: { pemda: string; id: string },
	{ decision, by, at }: { decision: Decision; by: string | null; at: Date },
): Promise<void> {
	await tx.query({
		name: 'identity.decide',
		text: 'update identity.proposal set decision = $3, decided_by = $4, decided_at = $5 where pemda = $1 and id = $2',
		values: [pemda, id, decision, by, at],
	});
}

/** Those that wait, oldest first, and the last fifty that were decided; of some governments, or with null of all. */
export async function selectProposals(
	tx: Tx,
	governments: string[] | null,
	at: Date,
): Promise<{ waiting: Proposal[]; past: Proposal[] }> {
	const { rows } = await tx.query<Proposal>({
		name: 'identity.proposals',
		text: `(select ${columns} from ${tables} where ($1::text[] is null or p.pemda = any($1)) and p.decision is null and p.ends_at > $2
				order by p.proposed_at limit 200)
			union all
			(select ${columns} from ${tables} where ($1::text[] is null or p.pemda = any($1)) and (p.decision is not null or p.ends_at <= $2)
				order by p.proposed_at desc limit 50)`,
		values: [governments, at],
	});
	const isWaiting = (one: Proposal) => one.decision === null && one.endsAt > at;
	return { waiting: rows.filter(isWaiting), past: rows.filter((one) => !isWaiting(one)) };
}

export async function callMakeOperator(tx: Tx, pemda: string, id: string): Promise<boolean> {
	const { rows } = await tx.query<{ made: boolean | null }>({
		text: 'select identity.make_operator($1, $2) as made',
		values: [pemda, id],
	});
	return rows[0]?.made === true;
}
