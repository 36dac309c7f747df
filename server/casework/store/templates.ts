import type { Tx } from '#platform/db';

export type Template = {
	id: string;
	title: string;
	body: string;
	subject: string | null;
	/** Null: for every office of the government. */
	officeId: string | null;
};

export async function selectTemplates(tx: Tx, pemda: string, subject: string | null): Promise<Template[]> {
	const { rows } = await tx.query<Template>({
		name: 'casework.templates',
		text: `select id, title, body, subject, office_id as "officeId" from casework.reply_template
			where pemda = $1 and removed_at is null
			order by (subject is not distinct from $2::text) desc, title limit 500`,
		values: [pemda, subject],
	});
	return rows;
}

/** Whose it is, removed or not, locked; undefined when there is none. */
export async function lockTemplate(
	tx: Tx,
	pemda: string,
	id: string,
): Promise<{ officeId: string | null; isRemoved: boolean } | undefined> {
	const { rows } = await tx.query<{ officeId: string | null; isRemoved: boolean }>({
		text: `select office_id as "officeId", removed_at is not null as "isRemoved" from casework.reply_template
			where pemda = $1 and id = $2 for update`,
		values: [pemda, id],
	});
	return rows[0];
}

export async function upsertTemplate(tx: Tx, pemda: string, template: Template, at: Date): Promise<void> {
	await tx.query({
		text: `insert into casework.reply_template (pemda, id, office_id, title, body, subject, edited_at)
			values ($1, $2, $3, $4, $5, $6, $7)
			on conflict (pemda, id) do update set office_id = $3, title = $4, body = $5, subject = $6, edited_at = $7`,
		values: [pemda, template.id, template.officeId, template.title, template.body, template.subject, at],
	});
}

/** `removedAt` null brings it back. */
export async function setTemplateRemoved(
	tx: Tx,
	pemda: string,
	id: string,
	removedAt: Date | null,
): Promise<void> {
	await tx.query({
		text: 'update casework.reply_template set removed_at = $3 where pemda = $1 and id = $2',
		values: [pemda, id, removedAt],
	});
}
