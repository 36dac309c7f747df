import type { Tx } from '#platform/db';
import type { Answers } from '#rules';

export type Bundle = {
	id: string;
	kbli: string;
	region: string;
	scale: string;
	answers: Answers;
	startedAt: Date;
};
export type BundleItem = {
	permit: string;
	serviceId: string | null;
	draftId: string | null;
	doneAt: Date | null;
};
export type NewBundle = Bundle & {
	accountId: string;
	actsFor: string | null;
	key: string;
	items: { permit: string; serviceId: string | null }[];
};

/** The same key of the same account is the same plan. Returns its id. */
export async function insertBundle(tx: Tx, one: NewBundle): Promise<string> {
	const { rows } = await tx.query<{ id: string }>({
		name: 'business.start-bundle',
		text: `insert into business.bundle as b (id, account_id, acts_for, key, kbli, region, scale, answers, started_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (account_id, key) do nothing returning id`,
		values: [
			...[one.id, one.accountId, one.actsFor, one.key, one.kbli, one.region, one.scale],
			...[JSON.stringify(one.answers), one.startedAt],
		],
	});
	if (!rows[0]) return selectIdByKey(tx, one.accountId, one.key);
	await tx.query({
		name: 'business.add-items',
		text: `insert into business.bundle_item (bundle_id, permit, service_id)
			select $1, permit, "serviceId" from jsonb_to_recordset($2) as n(permit text, "serviceId" text)`,
		values: [one.id, JSON.stringify(one.items)],
	});
	return one.id;
}

async function selectIdByKey(tx: Tx, accountId: string, key: string): Promise<string> {
	const { rows } = await tx.query<{ id: string }>({
		name: 'business.bundle-by-key',
		text: 'select id from business.bundle where account_id = $1 and key = $2',
		values: [accountId, key],
	});
	const [row] = rows;
	if (!row) throw new Error('A plan was neither written nor there');
	return row.id;
}

const columns = 'b.id, b.kbli, b.region, b.scale, b.answers, b.started_at as "startedAt"';

export async function selectBundle(
	tx: Tx,
	id: string,
): Promise<{ bundle: Bundle; items: BundleItem[] } | undefined> {
	const { rows } = await tx.query<Bundle>({
		name: 'business.bundle',
		text: `select ${columns} from business.bundle b where b.id = $1`,
		values: [id],
	});
	const [bundle] = rows;
	if (!bundle) return undefined;
	const items = await tx.query<BundleItem>({
		name: 'business.items',
		text: `select permit, service_id as "serviceId", draft_id as "draftId", done_at as "doneAt"
			from business.bundle_item where bundle_id = $1`,
		values: [id],
	});
	return { bundle, items: items.rows };
}

export async function selectBundles(tx: Tx, most: number): Promise<Bundle[]> {
	const { rows } = await tx.query<Bundle>({
		name: 'business.bundles',
		text: `select ${columns} from business.bundle b order by b.started_at desc, b.id desc limit $1`,
		values: [most],
	});
	return rows;
}

/** Takes the turn to open the form of a permit: false where somebody else has it, or a form is there (`instead` of none). */
export async function claimItem(
	tx: Tx,
	item: { bundleId: string; permit: string; instead: string | null },
	at: Date,
	staleBefore: Date,
): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'business.claim-item',
		text: `update business.bundle_item set claimed_at = $4 where bundle_id = $1 and permit = $2 and service_id is not null
			and draft_id is not distinct from $3 and (claimed_at is null or claimed_at < $5)`,
		values: [item.bundleId, item.permit, item.instead, at, staleBefore],
	});
	return (rowCount ?? 0) > 0;
}

/** The turn is over: with the form that was opened, or without. */
export async function settleItem(
	tx: Tx,
	item: { bundleId: string; permit: string; draftId: string | null },
): Promise<void> {
	await tx.query({
		name: 'business.settle-item',
		text: `update business.bundle_item set draft_id = coalesce($3, draft_id), claimed_at = null
			where bundle_id = $1 and permit = $2`,
		values: [item.bundleId, item.permit, item.draftId],
	});
}

export async function updateDone(
	tx: Tx,
	item: { bundleId: string; permit: string; doneAt: Date | null },
): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'business.tick-item',
		text: `update business.bundle_item set done_at = $3 where bundle_id = $1 and permit = $2 and service_id is null`,
		values: [item.bundleId, item.permit, item.doneAt],
	});
	return (rowCount ?? 0) > 0;
}
