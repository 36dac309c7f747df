import type { Framework } from '#renaksi';

const named = (id: string) => ({
	...{ id, name: { id, en: id }, source: null, weightSource: null },
});

/** As large as the one of 2025 is said to be: 8 areas, 111 indicators, 5 documents each; all equal. */
export function benchFramework(year: number): Framework {
	const perArea = (area: number) => (area < 7 ? 14 : 13);
	const note = { id: 'Ditulis untuk pengukuran.', en: 'Written for a measurement.' };
	return {
		id: `bench-${year}`,
		...{ years: [year], levels: ['province', 'regency', 'city'], name: named(`bench ${year}`).name, note },
		...{ opensAt: `${year}-01-01T00:00:00+07:00`, closesAt: `${year}-11-30T00:00:00+07:00` },
		...{ closesSource: null, verifier: note, aspects: [], zonesSource: null, sources: {} },
		zones: ['0', '25', '50', '75'].map((from, n) => ({ id: zones[n] ?? '', name: note, from })),
		areas: Array.from({ length: 8 }, (_, area) => ({
			...{ ...named(`bidang-${area + 1}`), weight: null, owner: 'inspectorate' },
			indicators: Array.from({ length: perArea(area) }, (_, indicator) => ({
				...{ ...named(`indikator-${indicator + 1}`), weight: null },
				subs: [
					{
						...{ ...named('pemenuhan'), weight: null },
						documents: Array.from({ length: 5 }, (_, n) => ({ ...named(`dokumen-${n + 1}`), points: null })),
					},
				],
			})),
		})),
	};
}
const zones = ['red', 'yellow', 'blue', 'green'];
