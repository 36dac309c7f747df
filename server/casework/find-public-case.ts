import { findPemdaByPrefix } from '#regions';
import { parseNumber } from './case-number.ts';
import { type PublicCaseFile, selectPublicCase } from './store/public.ts';

/**
 * A case by its number as people type it, as anybody may see it; undefined when there is none, or when it is
 * confidential: without the code of the receipt the two cannot be told apart.
 */
export async function findPublicCase(typed: string): Promise<PublicCaseFile | undefined> {
	const number = parseNumber(typed);
	const pemda = number && (await findPemdaByPrefix(number.slice(0, 2)));
	if (!number || !pemda) return undefined;
	const found = await selectPublicCase(pemda.code, number);
	return found?.listed ? found : undefined;
}
