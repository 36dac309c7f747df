import type { Db, Tx } from '#platform/db';

type NewSample = {
	pemda: string;
	evidenceId: string;
	first: string;
	seed: string;
	percent: number;
	digest: Buffer;
	at: Date;
};

export async function insertSample(tx: Tx, one: NewSample): Promise<void> {
	await tx.query({
		text: `insert into renaksi.sample (pemda, evidence_id, first_account, seed, percent, digest, at)
			values ($1, $2, $3, $4, $5, $6, $7)`,
		values: [one.pemda, one.evidenceId, one.first, one.seed, one.percent, one.digest, one.at],
	});
}

export type SecondVerdict = {
	kind: 'accepted' | 'rejected';
	percent: number;
	reason: string;
	missing: string;
	agrees: boolean;
	at: Date;
	byAccount: string;
	byName: string;
};
export type Sample = {
	first: string;
	requirement: string;
	handedInBy: string;
	second: SecondVerdict | null;
	isSettled: boolean;
};

/** How the second verdict of drawn evidence stands; undefined: it was not drawn, or the scope shows none. */
export async function selectSample(
	within: Db,
	pemda: string,
	evidenceId: string,
): Promise<Sample | undefined> {
	const { rows } = await within.query<Omit<Sample, 'second'> & SecondVerdict & { agrees: boolean | null }>({
		text: `select s.first_account as first, e.requirement, e.by_account as "handedInBy",
				v.kind, v.percent, v.reason, v.missing, v.agrees, v.at, v.by_account as "byAccount", v.by_name as "byName",
				exists (select from renaksi.event c where c.pemda = s.pemda and c.year = e.year and c.requirement = e.requirement
					and c.kind = 'corrected' and c.evidence_id = s.evidence_id) as "isSettled"
			from renaksi.sample s join renaksi.evidence e on e.pemda = s.pemda and e.id = s.evidence_id
			left join renaksi.second_verdict v on v.pemda = s.pemda and v.evidence_id = s.evidence_id
			where s.pemda = $1 and s.evidence_id = $2`,
		values: [pemda, evidenceId],
	});
	const [row] = rows;
	if (!row) return undefined;
	const { first, requirement, handedInBy, isSettled, agrees, ...second } = row;
	return {
		...{ first, requirement, handedInBy, isSettled },
		second: agrees === null ? null : { ...second, agrees },
	};
}

/** What the first verifier said of it, as the event counts it. */
export async function selectFirst(
	tx: Tx,
	pemda: string,
	evidenceId: string,
): Promise<{ kind: string; percent: number } | undefined> {
	const { rows } = await tx.query<{ kind: string; percent: number }>({
		text: `select c.kind, c.percent from renaksi.evidence e join renaksi.event c on c.pemda = e.pemda and c.year = e.year
				and c.requirement = e.requirement and c.evidence_id = e.id and c.kind in ('accepted', 'rejected')
			where e.pemda = $1 and e.id = $2`,
		values: [pemda, evidenceId],
	});
	return rows[0];
}

export async function insertSecond(
	tx: Tx,
	{ pemda, evidenceId, ...one }: SecondVerdict & { pemda: string; evidenceId: string },
): Promise<boolean> {
	const { rowCount } = await tx.query({
		text: `insert into renaksi.second_verdict (pemda, evidence_id, kind, percent, reason, missing, agrees, at, by_account, by_name)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (pemda, evidence_id) do nothing`,
		values: [
			...[pemda, evidenceId, one.kind, one.percent, one.reason, one.missing, one.agrees, one.at],
			...[one.byAccount, one.byName],
		],
	});
	return rowCount === 1;
}

export type SecondLine = { pemda: string; id: string; year: number; requirement: string; at: Date };

/** Drawn evidence that waits for a second verifier, the longest first; without what somebody may not judge. */
export async function selectUnseconded(
	within: Db,
	asked: { pemda: string[] | undefined; not: string[]; account: string; limit: number },
): Promise<SecondLine[]> {
	const { rows } = await within.query<SecondLine>({
		text: `select s.pemda, s.evidence_id as id, e.year, e.requirement, s.at
			from renaksi.sample s join renaksi.evidence e on e.pemda = s.pemda and e.id = s.evidence_id
			where ($1::text[] is null or s.pemda = any($1)) and s.pemda <> all($2) and $3 not in (s.first_account, e.by_account)
				and not exists (select from renaksi.second_verdict v where v.pemda = s.pemda and v.evidence_id = s.evidence_id)
			order by s.at, s.evidence_id limit $4`,
		values: [asked.pemda ?? null, asked.not, asked.account, asked.limit],
	});
	return rows;
}

export type Differing = SecondLine & {
	firstAt: Date;
	first: { kind: string; percent: number; by: string };
	second: { kind: string; percent: number; by: string };
};

/** Where the two differ and nobody has settled it, the longest first. */
export async function selectDiffering(
	within: Db,
	asked: { pemda: string[] | undefined; limit: number },
): Promise<Differing[]> {
	const { rows } = await within.query<Differing>({
		text: `select v.pemda, v.evidence_id as id, e.year, e.requirement, v.at,
				jsonb_build_object('kind', f.kind, 'percent', c.percent, 'by', f.by_name) as first, f.at as "firstAt",
				jsonb_build_object('kind', v.kind, 'percent', v.percent, 'by', v.by_name) as second
			from renaksi.second_verdict v
			join renaksi.evidence e on e.pemda = v.pemda and e.id = v.evidence_id
			join renaksi.verdict f on f.pemda = v.pemda and f.evidence_id = v.evidence_id
			join renaksi.event c on c.pemda = e.pemda and c.year = e.year and c.requirement = e.requirement
				and c.evidence_id = e.id and c.kind = f.kind
			where not v.agrees and ($1::text[] is null or v.pemda = any($1)) and not exists (select from renaksi.event k
				where k.pemda = e.pemda and k.year = e.year and k.requirement = e.requirement and k.kind = 'corrected'
					and k.evidence_id = e.id)
			order by v.at, v.evidence_id limit $2`,
		values: [asked.pemda ?? null, asked.limit],
	});
	return rows;
}

export type Agreement = { drawn: number; judged: number; agreed: number };

export async function selectAgreement(within: Db, pemda: string[] | undefined): Promise<Agreement> {
	const { rows } = await within.query<Agreement>({
		text: `select count(*)::int as drawn, count(v.at)::int as judged, count(*) filter (where v.agrees)::int as agreed
			from renaksi.sample s left join renaksi.second_verdict v on v.pemda = s.pemda and v.evidence_id = s.evidence_id
			where $1::text[] is null or s.pemda = any($1)`,
		values: [pemda ?? null],
	});
	return rows[0] ?? { drawn: 0, judged: 0, agreed: 0 };
}
