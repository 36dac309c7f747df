import { z } from 'zod';
import { defineJob } from '#platform/jobs';
import { runSimulation } from './edit/simulate.ts';

defineJob('services/simulate', z.object({ simulationId: z.uuid() }), ({ simulationId }) =>
	runSimulation(simulationId),
);
