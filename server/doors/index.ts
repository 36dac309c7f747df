import type { FastifyInstance } from 'fastify';
import { findFile } from '#casework';
import { shortenAddress } from '#platform/http';
import { apiDoor } from './api/index.ts';
import { feedsDoor } from './feeds/index.ts';
import { filesDoor } from './files/index.ts';
import { healthDoor } from './health/index.ts';
import { oidcDoor } from './oidc/index.ts';
import { open311Door } from './open311/index.ts';
import { paymentsDoor } from './payments/index.ts';

/** Machines read what is published; officers' and persons' pages send their own files themselves. */
const publicFiles = filesDoor((sha256, request) =>
	findFile({ kind: 'anonymous', origin: shortenAddress(request.ip) }, sha256),
);

/** Everything machines may speak to, one folder per protocol. */
export const doors: ((app: FastifyInstance) => Promise<void>)[] = [
	healthDoor,
	apiDoor,
	feedsDoor,
	open311Door,
	oidcDoor,
	paymentsDoor,
	publicFiles,
];
