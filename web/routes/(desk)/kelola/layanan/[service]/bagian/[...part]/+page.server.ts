import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { findPart, type Part, withPart } from '#lib/services-editor/find-part.ts';
import { partShapes } from '#lib/services-editor/part-shapes.ts';
import { readPart, showPart } from '#lib/services-editor/read-part.ts';
import { faultsAt, seenIn } from '#lib/services-editor/seen.ts';
import { Refusal } from '#platform/refusal';
import { type DraftFile, getDraft, saveDraft } from '#services';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const draft = await getDraft(officerOf(locals), params.service);
	const part = partAt(draft, params.part);
	const added = part.kind === 'list' ? shapeToAdd(part, url.searchParams.get('tambah')) : null;
	const words = (value: unknown) => String(Object(value ?? {})[locals.lang] ?? '');
	const nameOf = (tree: Record<string, unknown>) =>
		words(tree['label']) || words(tree['title']) || words(tree['reason']) || String(tree['id'] ?? '');
	return {
		...{ id: draft.id, serviceId: draft.serviceId, revision: draft.revision },
		title: draft.definition.title[locals.lang],
		names: part.names,
		shape: added ?? part.shape,
		isNew: added !== null,
		name: part.kind === 'one' && part.value['id'] ? nameOf(part.value) : null,
		inputs: added || part.kind === 'one' ? partShapes[added ?? part.shape] : null,
		values: showPart(added ?? part.shape, part.kind === 'one' ? part.value : startOf(added)),
		items:
			part.kind === 'list'
				? part.items.map((one) => ({
						id: String(one['id'] ?? ''),
						name: nameOf(one),
						kind: String(one['kind'] ?? ''),
					}))
				: null,
		inner: part.kind === 'one' && part.inner ? part.inner : null,
		mayAddGroup: part.kind === 'list' && part.shape === 'fields' && !isInGroup(draft, part),
		faults: faultsAt(draft, part.at, locals.t),
		saved: url.searchParams.has('disimpan'),
	};
};

function partAt(draft: DraftFile, address: string): Part {
	const part = findPart(draft.definition, address.split('/').filter(Boolean));
	if (!part) throw new Refusal('not-found', 'services/no-such-part');
	return part;
}

function shapeToAdd({ shape }: Part, asked: string | null): string | null {
	if (asked === null) return null;
	return asked === 'kelompok' && shape === 'fields' ? 'group' : shape;
}

/** What a new thing begins as. */
function startOf(shape: string | null) {
	return shape === 'group' ? { kind: 'group', least: 0, most: 5 } : { privacy: 'plain' };
}

function isInGroup({ definition }: DraftFile, part: Part): boolean {
	const holder = findPart(definition, part.names.slice(0, -1));
	return holder?.shape === 'group';
}

const addressOf = ({ params }: RequestEvent, names: string[]) =>
	`/kelola/layanan/${params.service}/bagian/${names.join('/')}`;

export const actions: Actions = {
	save: (event) =>
		act(event, async (form) => {
			const draft = await getDraft(officerOf(event.locals), event.params.service);
			const part = partAt(draft, event.params.part);
			const kind = textOf(form, '_kind');
			const shape = part.kind === 'list' ? (shapeToAdd(part, kind) ?? part.shape) : part.shape;
			const before = part.kind === 'one' ? part.value : newOf(shape, draft);
			const value = readPart(shape, before, form);
			const at = part.kind === 'list' ? `${part.at}.${part.items.length}` : part.at;
			await saveDraft(officerOf(event.locals), seenIn(form), withPart(draft.definition, at, value));
			redirect(303, `${addressOf(event, namesAfter(part, value))}?disimpan`);
		}),
	remove: (event) =>
		act(event, async (form) => {
			const draft = await getDraft(officerOf(event.locals), event.params.service);
			const part = partAt(draft, `${event.params.part}/${textOf(form, 'item')}`);
			await saveDraft(officerOf(event.locals), seenIn(form), withPart(draft.definition, part.at, undefined));
			redirect(303, `${addressOf(event, part.names.slice(0, -1))}?disimpan`);
		}),
	move: (event) =>
		act(event, async (form) => {
			const draft = await getDraft(officerOf(event.locals), event.params.service);
			const part = partAt(draft, event.params.part);
			if (part.kind !== 'list') throw new Refusal('not-found', 'services/no-such-part');
			const from = part.items.findIndex(({ id }) => id === textOf(form, 'item'));
			const items = part.items.toSpliced(from, 1);
			const moved = items.toSpliced(Math.max(0, from - 1), 0, part.items[from] ?? {});
			await saveDraft(officerOf(event.locals), seenIn(form), withPart(draft.definition, part.at, moved));
			redirect(303, `${addressOf(event, part.names)}?disimpan`);
		}),
};

/** The thing itself after it was saved, under the name it has now; its list after it was added. */
function namesAfter(part: Part, value: Record<string, unknown>): string[] {
	if (part.kind === 'list' || !part.value['id'] || part.at === '') return part.names;
	return [...part.names.slice(0, -1), String(value['id'])];
}

/** A page and a group have at least one field, with a name nothing else has. */
function newOf(shape: string, { definition }: DraftFile) {
	if (shape !== 'pages' && shape !== 'group') return {};
	const taken = JSON.stringify(definition);
	let count = 1;
	while (taken.includes(`"field${count}"`)) count++;
	const label = { id: '–', en: '–' };
	return { fields: [{ id: `field${count}`, kind: 'text', label, privacy: 'plain' }] };
}
