import { config } from '#platform/config';
import { formatNumber } from './case-number.ts';

/** Where a case is tracked: for mails, receipts and codes. */
export function caseLink(number: string): string {
	return `${config.publicOrigin}/lacak/${formatNumber(number)}`;
}

/** Where a follower says yes, or no more. */
export function followLink(token: string): string {
	return `${config.publicOrigin}/ikuti/${token}`;
}
