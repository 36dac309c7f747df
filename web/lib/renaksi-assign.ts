import { listOffices, listPosts } from '#regions';
import type { Assignment } from '#renaksi';
import { textOf } from './act.ts';

/** Offices that bring documents; villages do not. */
const kinds = ['leader', 'secretariat', 'inspectorate', 'opd', 'uptd', 'bumd', 'kecamatan'] as const;

/** To whom a document may be given: an office, or one post in it; as one list to choose from. */
export async function listOwners(pemda: string, whoever: string) {
	const posts = Map.groupBy(await listPosts(pemda), ({ officeId }) => officeId);
	return (await listOffices(pemda, { kinds: [...kinds] })).flatMap(({ id, name }) => [
		{ value: id, label: `${name}: ${whoever}`, group: name },
		...(posts.get(id) ?? []).map((post) => ({ value: `${id}/${post.id}`, label: post.title, group: name })),
	]);
}

/** The fields of a form that gives documents out, as the act takes them. */
export function readAssignment(form: FormData): Omit<Assignment, 'pemda' | 'year' | 'requirements'> {
	const [officeId = '', postId] = textOf(form, 'office').split('/');
	return {
		...{
			officeId,
			postId,
			work: textOf(form, 'work'),
			target: textOf(form, 'target'),
			unit: textOf(form, 'unit'),
		},
		...{
			startsOn: textOf(form, 'startsOn'),
			dueOn: textOf(form, 'dueOn'),
			spread: textOf(form, 'spread') === 'on',
		},
	};
}
