import { type Db, db, type Tx } from '#platform/db';
import type { Definition } from '../definition.ts';
import type { PublishPolicy } from '../edit/publish-policy.ts';

export type DraftRow = {
	id: string;
	serviceId: string;
	beganAs: number | null;
	definition: Definition;
	revision: number;
	editedBy: string[];
	editedAt: Date;
	sentBy: string | null;
	sentAt: Date | null;
	policy: PublishPolicy | null;
};

const columns = `d.id, d.service_id as "serviceId", d.began_as as "beganAs", d.definition, d.revision,
	d.edited_by as "editedBy", d.edited_at as "editedAt", d.sent_by as "sentBy", d.sent_at as "sentAt", d.policy`;

export async function selectDraft(id: string, within: Db = db): Promise<DraftRow | undefined> {
	const { rows } = await within.query<DraftRow>({
		text: `select ${columns} from services.draft d where d.id = $1`,
		values: [id],
	});
	return rows[0];
}

export async function selectDraftOf(serviceId: string): Promise<DraftRow | undefined> {
	const { rows } = await db.query<DraftRow>({
		text: `select ${columns} from services.draft d where d.service_id = $1`,
		values: [serviceId],
	});
	return rows[0];
}

export async function lockDraft(tx: Tx, id: string): Promise<DraftRow | undefined> {
	const { rows } = await tx.query<DraftRow>({
		text: `select ${columns} from services.draft d where d.id = $1 for update`,
		values: [id],
	});
	return rows[0];
}

/** The draft there is of a service, or a new one at its first step. */
export async function insertDraft(
	tx: Tx,
	draft: { id: string; serviceId: string; beganAs: number | null; definition: Definition },
	by: string,
	at: Date,
): Promise<string> {
	const { rowCount } = await tx.query({
		text: `insert into services.draft (id, service_id, began_as, definition, revision, edited_by, edited_at)
			values ($1, $2, $3, $4, 1, '{}', $5) on conflict (service_id) do nothing`,
		values: [draft.id, draft.serviceId, draft.beganAs, JSON.stringify(draft.definition), at],
	});
	if (rowCount) {
		await insertStep(tx, { id: draft.id, revision: 1, definition: draft.definition }, by, at);
		return draft.id;
	}
	const { rows } = await tx.query<{ id: string }>({
		text: 'select id from services.draft where service_id = $1',
		values: [draft.serviceId],
	});
	if (!rows[0]) throw new Error('A draft was neither made nor found');
	return rows[0].id;
}

/** The next step; it is no longer sent. */
export async function updateDraft(
	tx: Tx,
	draft: { id: string; revision: number; definition: Definition },
	by: string,
	at: Date,
): Promise<void> {
	await tx.query({
		text: `update services.draft set definition = $2, revision = $3, edited_at = $5, sent_by = null, sent_at = null, policy = null,
				edited_by = case when $4::uuid = any (edited_by) then edited_by else edited_by || $4::uuid end
			where id = $1`,
		values: [draft.id, JSON.stringify(draft.definition), draft.revision, by, at],
	});
	await insertStep(tx, draft, by, at);
}

async function insertStep(
	tx: Tx,
	draft: { id: string; revision: number; definition: Definition },
	by: string,
	at: Date,
): Promise<void> {
	await tx.query({
		text: `with kept as (delete from services.draft_step where draft_id = $1 and revision <= $2::int - 100)
			insert into services.draft_step (draft_id, revision, definition, edited_by, edited_at) values ($1, $2, $3, $4, $5)`,
		values: [draft.id, draft.revision, JSON.stringify(draft.definition), by, at],
	});
}

/** Back to the step before; false where there is none. */
export async function stepBack(tx: Tx, id: string, revision: number): Promise<boolean> {
	const { rowCount } = await tx.query({
		text: `update services.draft d set definition = s.definition, revision = s.revision, edited_at = s.edited_at,
				sent_by = null, sent_at = null, policy = null
			from services.draft_step s where d.id = $1 and s.draft_id = d.id
				and s.revision = (select max(revision) from services.draft_step where draft_id = $1 and revision < $2)`,
		values: [id, revision],
	});
	await tx.query({
		text: 'delete from services.draft_step where draft_id = $1 and revision > (select revision from services.draft where id = $1)',
		values: [id],
	});
	return Boolean(rowCount);
}

export async function markSent(
	tx: Tx,
	{ id, by, at, policy }: { id: string; by: string; at: Date; policy: PublishPolicy },
): Promise<void> {
	await tx.query({
		text: 'update services.draft set sent_by = $2, sent_at = $3, policy = $4 where id = $1',
		values: [id, by, at, JSON.stringify(policy)],
	});
}

export async function deleteDraft(tx: Tx, id: string): Promise<void> {
	await tx.query({ text: 'delete from services.draft where id = $1', values: [id] });
}

export type EditableRow = {
	id: string;
	/** Of the newest version; null for a service that is only a draft. */
	version: number | null;
	publishedAt: Date | null;
	publishedBy: string | null;
	/** As it is offered, or as the draft has it. */
	definition: Definition;
	draft: { id: string; revision: number; editedAt: string; sentAt: string | null } | null;
};

/** Every service that is offered or drafted, with what is said of it. */
export async function selectEditable(): Promise<EditableRow[]> {
	const { rows } = await db.query<EditableRow>({
		text: `select coalesce(s.id, d.service_id) as id, v.version, v.published_at as "publishedAt",
				v.published_by as "publishedBy", coalesce(v.definition, d.definition) as definition,
				case when d.id is not null then json_build_object('id', d.id, 'revision', d.revision, 'editedAt', d.edited_at,
					'sentAt', d.sent_at) end as draft
			from (select * from services.service where ended_at is null) s
			join services.version v on v.service_id = s.id and v.version = s.version
			full join services.draft d on d.service_id = s.id
			order by coalesce(s.title_id, d.service_id) collate "id-x-icu"`,
	});
	return rows;
}

/** Who gives what is offered or drafted: asked on every page of the desk. */
export async function selectProviders(): Promise<Definition['provider'][]> {
	const { rows } = await db.query<Definition['provider']>({
		name: 'services.providers',
		text: `select s.tier, s.office_function as function from services.service s where s.ended_at is null
			union select d.definition->'provider'->>'tier', d.definition->'provider'->>'function' from services.draft d`,
	});
	return rows;
}
