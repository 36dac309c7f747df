import { officerOf } from '#lib/officer.ts';
import { findPemda } from '#lib/renaksi-names.ts';
import { readYear } from '#lib/renaksi-year.ts';
import { Refusal } from '#platform/refusal';
import { listPemda } from '#regions';
import {
	findDocumentName,
	isVerifier,
	listFrameworkYears,
	listQueue,
	listSecondWork,
	listWorkload,
	mayVerify,
	type QueueFilter,
	riskReasons,
	verificationRules,
} from '#renaksi';
import type { PageServerLoad } from './$types';

const here = '/meja/renaksi/verifikasi';

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	if (!isVerifier(officer)) throw new Refusal('forbidden', 'renaksi/not-yours');
	const { lang } = locals;
	const asked = (name: string) => url.searchParams.get(name) ?? '';
	const filter = {
		...{ pemda: asked('pemda'), tahun: asked('tahun'), sebab: asked('sebab') },
		urut: asked('urut') === 'umur' ? 'umur' : '',
	};
	const query: QueueFilter = {
		...{ pemda: filter.pemda || null, year: filter.tahun ? readYear(filter.tahun) : null },
		reason: riskReasons.find((one) => one === filter.sebab) ?? null,
		...{ order: filter.urut ? 'age' : 'risk', after: asked('sesudah') || null },
	};
	const address = (more: Record<string, string>) => {
		const set = Object.entries({ ...filter, ...more }).filter(([, value]) => value !== '');
		return set.length === 0 ? here : `${here}?${new URLSearchParams(set)}`;
	};
	const { waiting, differing, agreement } = await listSecondWork(officer);
	const named = async <One extends { pemda: string; year: number; requirement: string }>(one: One) => ({
		...one,
		name: (await findDocumentName(one))[lang],
		who: await findPemda(one.pemda),
	});
	const { lines, count, next } = await listQueue(officer, query);
	const governments = (await listPemda()).filter(({ code }) => mayVerify(officer, code));
	return {
		...{ filter, count, rules: verificationRules, reasons: [...riskReasons] },
		governments: governments.map(({ code, name }) => ({ value: code, label: name })),
		years: (await listFrameworkYears()).map((year) => ({ value: String(year), label: String(year) })),
		byRisk: address({ urut: '' }),
		byAge: address({ urut: 'umur' }),
		next: next ? address({ sesudah: next }) : null,
		first: query.after ? address({}) : null,
		lines: await Promise.all(lines.map(named)),
		seconds: await Promise.all(waiting.map(named)),
		differing: await Promise.all(differing.map(named)),
		agreement,
		workload: await listWorkload(officer),
	};
};
