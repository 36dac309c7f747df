import type { Db, Tx } from '#platform/db';

export type Decision = {
	kind: 'published' | 'refused' | 'withdrawn';
	reason: string;
	at: Date;
	byName: string;
};
export type ProposalRow = {
	id: string;
	frameworkId: string;
	hash: Buffer;
	document: unknown;
	at: Date;
	byAccount: string;
	byName: string;
	decision: Decision | null;
	/** Taken back since it was published. */
	isRetracted: boolean;
};

const proposalSql = `select p.id, p.framework_id as "frameworkId", p.hash, p.document, p.at, p.by_account as "byAccount", p.by_name as "byName",
		d.kind as "decidedAs", d.reason, d.at as "decidedAt", d.by_name as "decidedBy",
		exists (select from renaksi.retraction r where r.hash = p.hash and r.at >= d.at) as "isRetracted"
	from renaksi.framework_proposal p left join renaksi.framework_decision d on d.proposal_id = p.id`;
type Row = Omit<ProposalRow, 'decision'> & {
	decidedAs: Decision['kind'] | null;
	reason: string;
	decidedAt: Date;
	decidedBy: string;
};

const wholeOf = ({ decidedAs, reason, decidedAt, decidedBy, ...one }: Row): ProposalRow => ({
	...one,
	decision: decidedAs && { kind: decidedAs, reason, at: decidedAt, byName: decidedBy },
});

export async function selectProposals(within: Db): Promise<ProposalRow[]> {
	const { rows } = await within.query<Row>({ text: `${proposalSql} order by p.at desc, p.id desc limit 50` });
	return rows.map(wholeOf);
}

/** One proposal, held until the transaction ends where something is decided about it. */
export async function selectProposal(within: Db, id: string): Promise<ProposalRow | undefined> {
	const { rows } = await within.query<Row>({ text: `${proposalSql} where p.id = $1`, values: [id] });
	return rows[0] && wholeOf(rows[0]);
}

export async function insertProposal(
	tx: Tx,
	one: Omit<ProposalRow, 'decision' | 'isRetracted'>,
): Promise<void> {
	await tx.query({
		text: `insert into renaksi.framework_proposal (id, framework_id, hash, document, at, by_account, by_name)
			values ($1, $2, $3, $4, $5, $6, $7)`,
		values: [
			...[one.id, one.frameworkId, one.hash, JSON.stringify(one.document), one.at],
			...[one.byAccount, one.byName],
		],
	});
}

/** False: somebody decided before. */
export async function insertDecision(
	tx: Tx,
	one: Decision & { proposalId: string; byAccount: string },
): Promise<boolean> {
	const { rowCount } = await tx.query({
		text: `insert into renaksi.framework_decision (proposal_id, kind, reason, at, by_account, by_name)
			values ($1, $2, $3, $4, $5, $6) on conflict (proposal_id) do nothing`,
		values: [one.proposalId, one.kind, one.reason, one.at, one.byAccount, one.byName],
	});
	return rowCount === 1;
}
