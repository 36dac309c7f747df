import { after } from 'node:test';
import { createHost } from '#platform/http';
import { paymentsDoor } from '../../server/doors/payments/index.ts';
import { provider } from './payment-provider.ts';

/** The platform's door for callbacks, where the provider of the tests sends them. */
export async function openPaymentDoor(): Promise<void> {
	const app = createHost();
	await app.register(paymentsDoor);
	provider.callbackTo = `${await app.listen({ port: 0, host: '127.0.0.1' })}/pembayaran/panggilan/penyedia`;
	after(() => app.close());
}
