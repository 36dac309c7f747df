import type { Db } from '#platform/db';
import type { Definition } from './definition.ts';
import { writtenNumber } from './lint/written-number.ts';
import { selectOtherSeries } from './store/series.ts';

export type SeriesClash = {
	/** `number`: two documents would bear one number. `series`: two patterns would share a counter, each with gaps. */
	what: 'number' | 'series';
	number: string;
	series: string;
	service: string;
};

/**
 * The first document of a service whose numbers are not its own among what other services of the same tier give, or ever
 * gave: what was issued is verified for as long as it matters. Offices of one government are told apart by {office} alone.
 * Services of one office may share a series on purpose: then with one pattern.
 */
export async function findSeriesClash(within: Db, definition: Definition): Promise<SeriesClash | undefined> {
	const outputs = definition.process?.outputs ?? [];
	if (outputs.length === 0) return undefined;
	const { id, provider } = definition;
	const others = await selectOtherSeries(within, { id, tier: provider.tier });
	for (const { series, number } of outputs) {
		const written = writtenNumber(number);
		for (const other of others) {
			const isOfOneOffice = other.officeFunction === provider.function;
			const isSameSeries = isOfOneOffice && other.series === series;
			const isAlike = writtenNumber(other.number) === written;
			const clash = { number: other.number, series: other.series, service: other.title };
			if (isAlike && !isSameSeries && (isOfOneOffice || !number.includes('{office}'))) {
				return { what: 'number', ...clash };
			}
			if (isSameSeries && !isAlike && other.isOffered) return { what: 'series', ...clash };
		}
	}
	return undefined;
}
