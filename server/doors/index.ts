import type { FastifyInstance } from 'fastify';
import { apiDoor } from './api/index.ts';
import { feedsDoor } from './feeds/index.ts';
import { healthDoor } from './health/index.ts';

/** Everything machines may speak to, one folder per protocol. */
export const doors: ((app: FastifyInstance) => Promise<void>)[] = [healthDoor, apiDoor, feedsDoor];
