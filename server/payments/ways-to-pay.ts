import { config } from '#platform/config';
import { bankName } from './bank.ts';
import type { Invoice, Method } from './invoice.ts';

export type Way = { method: Method; bank: string | null; name: string };

/** How this sum can be paid here, as the provider offers it: QRIS up to its limit, and the banks of the configuration. */
export function waysToPay({ total }: Pick<Invoice, 'total'>): Way[] {
	const { payment } = config;
	if (payment === null) return [];
	return [
		...(total <= payment.qrisMost ? [{ method: 'qris' as const, bank: null, name: 'QRIS' }] : []),
		...payment.banks.map((bank) => ({ method: 'va' as const, bank, name: bankName(bank) })),
	];
}
