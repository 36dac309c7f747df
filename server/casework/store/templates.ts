import type { Tx } from '#platform/db';

export type Template = { id: string; title: string; body: string; subject: string | null };

export async function selectTemplates(tx: Tx, pemda: string, subject: string | null): Promise<Template[]> {
	const { rows } = await tx.query<Template>({
		name: 'casework.templates',
		text: `select id, title, body, subject from casework.reply_template where pemda = $1 and removed_at is null
			order by (subject is not distinct from $2::text) desc, title limit 500`,
		values: [pemda, subject],
	});
	return rows;
}

/** False when one with this id should be there and is not. */
export async function upsertTemplate(
	tx: Tx,
	pemda: string,
	template: Template,
	at: Date,
	exists: boolean,
): Promise<boolean> {
	const { rowCount } = await tx.query({
		text: exists
			? `update casework.reply_template set title = $3, body = $4, subject = $5, edited_at = $6
				where pemda = $1 and id = $2 and removed_at is null`
			: `insert into casework.reply_template (pemda, id, title, body, subject, edited_at) values ($1, $2, $3, $4, $5, $6)`,
		values: [pemda, template.id, template.title, template.body, template.subject, at],
	});
	return rowCount === 1;
}

export async function removeTemplateRow(tx: Tx, pemda: string, id: string, at: Date): Promise<boolean> {
	const { rowCount } = await tx.query({
		text: 'update casework.reply_template set removed_at = $3 where pemda = $1 and id = $2 and removed_at is null',
		values: [pemda, id, at],
	});
	return rowCount === 1;
}
