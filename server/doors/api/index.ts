import type { FastifyInstance } from 'fastify';
import { addCaseRoutes } from './cases.ts';
import { addCountRoutes } from './counts.ts';
import { addReportRoutes } from './reports.ts';

/** The platform's own JSON API for reading what is public and filing reports: `docs/api.md`. */
export async function apiDoor(app: FastifyInstance): Promise<void> {
	addCaseRoutes(app);
	addCountRoutes(app);
	addReportRoutes(app);
}
