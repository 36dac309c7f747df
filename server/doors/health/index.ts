import type { FastifyInstance } from 'fastify';
import { db } from '#platform/db';
import { Refusal } from '#platform/refusal';

/** `/health/live`: the process answers. `/health/ready`: it can also reach its database. */
export async function healthDoor(app: FastifyInstance): Promise<void> {
	app.get('/health/live', async () => ({ live: true }));
	app.get('/health/ready', async () => {
		await db.query({ name: 'health', text: 'select 1' }).catch(() => {
			throw new Refusal('unavailable', 'platform/no-database');
		});
		return { ready: true };
	});
}
