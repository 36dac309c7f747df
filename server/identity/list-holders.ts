import { now } from '#platform/clock';
import { type Holder, selectHolders } from './store/holdings.ts';

/** Who holds which post of a government today: whom a case can be assigned to. */
export function listHolders(pemda: string): Promise<Holder[]> {
	return selectHolders(pemda, now());
}
