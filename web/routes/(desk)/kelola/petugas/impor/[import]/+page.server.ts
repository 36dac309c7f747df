import { redirect } from '@sveltejs/kit';
import { firstPasswordDays, getImport, startImport } from '#identity';
import { act } from '#lib/act.ts';
import { managedGovernment } from '#lib/managed-government.ts';
import { officerOf } from '#lib/officer.ts';
import type { Actions, PageServerLoad } from './$types';

const plans = ['new-account', 'give-post', 'nothing', 'wrong'] as const;

export const load: PageServerLoad = async ({ locals, url, params }) => {
	const officer = officerOf(locals);
	const { pemda, name } = await managedGovernment(officer, url);
	const plan = plans.find((one) => one === url.searchParams.get('hanya')) ?? null;
	const after = Number(url.searchParams.get('setelah')) || 0;
	const ref = { pemda, importId: params.import };
	const { counts, rows, next, ...file } = await getImport(officer, ref, { plan, after });
	const address = (more: Record<string, string>) =>
		`/kelola/petugas/impor/${params.import}?${new URLSearchParams({ pemda, ...(plan ? { hanya: plan } : {}), ...more })}`;
	return {
		pemda,
		name,
		fileName: file.fileName,
		state: file.outcome ?? (file.startedAt ? 'running' : 'looked'),
		plan,
		plans: plans.map((one) => ({ plan: one, count: counts[one] })),
		todo: counts['new-account'] + counts['give-post'],
		done: counts.done,
		passwords: file.endedAt ? counts.passwords : 0,
		list: `/kelola/petugas/impor/${params.import}/kata-sandi?pemda=${pemda}`,
		days: firstPasswordDays,
		rows: rows.map(({ line, name, email, postWords, plan, wrong, result }) => ({
			...{ line, name, email, postWords, plan: result ?? plan, isDone: result !== null },
			wrong: Object.entries(wrong).map(([column, key]) => ({ column, key })),
		})),
		next: next === undefined ? undefined : address({ setelah: String(next) }),
		first: after > 0 ? address({}) : undefined,
	};
};

export const actions: Actions = {
	start: (event) =>
		act(event, async () => {
			const officer = officerOf(event.locals);
			const { pemda } = await managedGovernment(officer, event.url);
			await startImport(officer, { pemda, importId: event.params.import });
			redirect(303, `/kelola/petugas/impor/${event.params.import}?pemda=${pemda}`);
		}),
};
