import { withScope } from '#platform/db';
import { insertRows, type TableRows } from './store/import.ts';

/** Whole histories by table, as rows with the columns' own names; cases first, then what belongs to them. */
export type WholeCases = TableRows;

/**
 * Takes over cases with their whole past (another system's, a regency's own installation's, the demonstration's),
 * all of one call or none. Nothing is announced and no clock is started: the rows say what happened.
 */
export async function importCases(rows: WholeCases): Promise<number> {
	return withScope({ system: true }, (tx) => insertRows(tx, rows));
}
