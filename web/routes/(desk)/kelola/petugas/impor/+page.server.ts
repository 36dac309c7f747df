import { redirect } from '@sveltejs/kit';
import { listImports, prepareImport } from '#identity';
import { act } from '#lib/act.ts';
import { managedGovernment } from '#lib/managed-government.ts';
import { officerOf } from '#lib/officer.ts';
import { Refusal } from '#platform/refusal';
import { listOffices, listPosts } from '#regions';
import type { Actions, PageServerLoad } from './$types';

const mostBytes = 8 * 1024 * 1024;

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	const { pemda, name } = await managedGovernment(officer, url);
	const [imports, [office]] = await Promise.all([
		listImports(officer, pemda),
		listOffices(pemda, { kinds: ['opd'] }),
	]);
	const [post] = office ? await listPosts(pemda, office.id) : [];
	return {
		pemda,
		name,
		imports: imports.map(({ id, fileName, madeAt, startedAt, outcome }) => ({
			...{ id, fileName, madeAt, state: outcome ?? (startedAt ? 'running' : 'looked') },
		})),
		example: office && post ? { office: office.slug, post: post.title } : null,
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const officer = officerOf(event.locals);
			const { pemda } = await managedGovernment(officer, event.url);
			const file = form.get('file');
			if (!(file instanceof File) || file.size === 0 || file.size > mostBytes) {
				throw new Refusal('invalid', 'identity/csv-missing', {
					fields: { file: 'refusal.identity.csv-missing' },
				});
			}
			const bytes = new Uint8Array(await file.arrayBuffer());
			const { importId } = await prepareImport(officer, { pemda, fileName: file.name, bytes });
			redirect(303, `/kelola/petugas/impor/${importId}?pemda=${pemda}`);
		}),
};
