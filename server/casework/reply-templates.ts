import { labelOf, type Officer } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Scope, type Tx, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { findSubject } from '#regions';
import { mayEditTemplates, mayUseTemplates } from './policy.ts';
import { removeTemplateRow, selectTemplates, type Template, upsertTemplate } from './store/templates.ts';
import { textOf } from './text.ts';

const longestTitle = 120;

/** The ready answers of a government, those for a subject first, by title. */
export async function listTemplates(officer: Officer, pemda: string, subject?: string): Promise<Template[]> {
	if (!mayUseTemplates(officer, pemda)) throw new Refusal('forbidden', 'casework/not-your-templates');
	return withScope(houseOf(officer), (tx) => selectTemplates(tx, pemda, subject ?? null));
}

export type NewTemplate = { pemda: string; id?: string; title: string; body: string; subject: string | null };

/** Adds a ready answer, or changes the one with this id. Heads of offices, desks and secretaries, each for their government. */
export async function saveTemplate(officer: Officer, input: NewTemplate): Promise<{ id: string }> {
	const words = { title: textOf('title', input.title, longestTitle), body: textOf('body', input.body) };
	const id = input.id ?? newId();
	if (input.subject !== null && !(await findSubject(input.subject))) {
		throw new Refusal('invalid', 'casework/choice-missing', {
			fields: { subject: 'refusal.casework.choice-missing' },
		});
	}
	await change(officer, input.pemda, 'casework/save-template', id, async (tx) => {
		const template = { id, ...words, subject: input.subject };
		const saved = await upsertTemplate(tx, input.pemda, template, now(), input.id !== undefined);
		if (!saved) throw new Refusal('not-found', 'casework/no-such-template');
	});
	return { id };
}

export async function removeTemplate(
	officer: Officer,
	{ pemda, id }: { pemda: string; id: string },
): Promise<void> {
	await change(officer, pemda, 'casework/remove-template', id, async (tx) => {
		if (!(await removeTemplateRow(tx, pemda, id, now())))
			throw new Refusal('not-found', 'casework/no-such-template');
	});
}

async function change(
	officer: Officer,
	pemda: string,
	act: string,
	id: string,
	write: (tx: Tx) => Promise<void>,
) {
	if (!mayEditTemplates(officer, pemda)) throw new Refusal('forbidden', 'casework/not-your-templates');
	await withScope(houseOf(officer), async (tx) => {
		await write(tx);
		await record(tx, {
			pemda,
			actor: labelOf(officer),
			act,
			subject: `template:${id}`,
			origin: officer.origin,
		});
	});
}

/** The second wall: the ready answers of the governments somebody answers for, whatever the policy says. */
function houseOf(officer: Officer): Scope {
	return { houses: [...new Set(officer.holdings.map(({ pemda }) => pemda))] };
}
