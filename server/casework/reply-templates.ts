import { labelOf, type Officer } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Scope, type Tx, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { findOffice, findSubject } from '#regions';
import { mayEditTemplates, mayUseTemplates } from './policy.ts';
import {
	lockTemplate,
	selectTemplates,
	setTemplateRemoved,
	type Template,
	upsertTemplate,
} from './store/templates.ts';
import { checkPlaces } from './template-places.ts';
import { isId, textOf } from './text.ts';

const longestTitle = 120;

/** The ready answers of a government and of its offices, those for a subject first, by title. */
export async function listTemplates(officer: Officer, pemda: string, subject?: string): Promise<Template[]> {
	if (!mayUseTemplates(officer, pemda)) throw new Refusal('forbidden', 'casework/not-your-templates');
	return withScope(houseOf(officer), (tx) => selectTemplates(tx, pemda, subject ?? null));
}

export type NewTemplate = {
	pemda: string;
	id?: string;
	title: string;
	/** May hold the places of `templatePlaces`: '{nomor}'. */
	body: string;
	subject: string | null;
	/** Null or not said: for every office of the government. */
	officeId?: string | null;
};

/**
 * Adds a ready answer, or changes the one with this id. Heads of offices, desks and secretaries, each for their government;
 * what is for one office only its head, the government's desk and its secretary.
 */
export async function saveTemplate(officer: Officer, input: NewTemplate): Promise<{ id: string }> {
	const words = { title: textOf('title', input.title, longestTitle), body: textOf('body', input.body) };
	checkPlaces(words.body);
	if (input.subject !== null && !(await findSubject(input.subject))) throw missing('subject');
	const officeId = input.officeId ?? null;
	if (officeId !== null && !(await findOffice(input.pemda, officeId))) throw missing('office');
	const id = input.id ?? newId();
	await change(officer, { pemda: input.pemda, id, officeId }, 'casework/save-template', async (tx) => {
		if (input.id !== undefined) await reach(tx, officer, input.pemda, input.id, false);
		await upsertTemplate(tx, input.pemda, { id, ...words, subject: input.subject, officeId }, now());
	});
	return { id };
}

type Ref = { pemda: string; id: string };

/** Takes a ready answer away; `restoreTemplate` brings it back. */
export async function removeTemplate(officer: Officer, ref: Ref): Promise<void> {
	await change(officer, ref, 'casework/remove-template', async (tx) => {
		await reach(tx, officer, ref.pemda, ref.id, false);
		await setTemplateRemoved(tx, ref.pemda, ref.id, now());
	});
}

/** Undoes `removeTemplate`. */
export async function restoreTemplate(officer: Officer, ref: Ref): Promise<void> {
	await change(officer, ref, 'casework/restore-template', async (tx) => {
		await reach(tx, officer, ref.pemda, ref.id, true);
		await setTemplateRemoved(tx, ref.pemda, ref.id, null);
	});
}

/** Refuses `casework/no-such-template`, and one that is for an office the officer does not answer for. */
async function reach(tx: Tx, officer: Officer, pemda: string, id: string, isRemoved: boolean): Promise<void> {
	const template = isId(id) ? await lockTemplate(tx, pemda, id) : undefined;
	if (template?.isRemoved !== isRemoved) throw new Refusal('not-found', 'casework/no-such-template');
	if (!mayEditTemplates(officer, pemda, template.officeId)) throw notYours();
}

async function change(
	officer: Officer,
	{ pemda, id, officeId = null }: Ref & { officeId?: string | null },
	act: string,
	write: (tx: Tx) => Promise<void>,
) {
	if (!mayEditTemplates(officer, pemda, officeId)) throw notYours();
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

function notYours(): Refusal {
	return new Refusal('forbidden', 'casework/not-your-templates');
}

function missing(field: string): Refusal {
	const fields = { [field]: 'refusal.casework.choice-missing' };
	return new Refusal('invalid', 'casework/choice-missing', { fields });
}
