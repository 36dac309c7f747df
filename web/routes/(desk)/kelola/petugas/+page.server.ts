import { listOfficers } from '#identity';
import { managedGovernment } from '#lib/managed-government.ts';
import { officerOf } from '#lib/officer.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	const { pemda, name, governments } = await managedGovernment(officer, url);
	const q = (url.searchParams.get('q') ?? '').trim().slice(0, 80);
	const after = url.searchParams.get('setelah') ?? '';
	const { rows, next } = await listOfficers(officer, pemda, { q, after });
	const address = (more: Record<string, string>) =>
		`/kelola/petugas?${new URLSearchParams({ pemda, q, ...more })}`;
	return {
		pemda,
		name,
		governments: governments.map((one) => ({ value: one.code, label: one.name })),
		q,
		rows,
		next: next && address({ setelah: next }),
		first: after ? address({}) : undefined,
	};
};
