import type { z } from 'zod';

/** Work done later. It may run twice (a process can die between the work and the tick): write it so. */
export type Job = {
	name: string;
	/** When it runs by itself, as a crontab line's five fields, UTC. */
	cron?: string;
	run: (payload: unknown) => Promise<void>;
};

const known = new Map<string, Job>();

/** Names a job and what it does with a payload of the given shape. A payload of another shape fails the job, visibly. */
export function defineJob<Shape extends z.ZodType>(
	name: `${string}/${string}`,
	shape: Shape,
	work: (payload: z.output<Shape>) => Promise<void>,
	{ cron }: { cron?: string } = {},
): void {
	if (known.has(name)) throw new Error(`Job ${name} is defined twice`);
	known.set(name, { name, run: async (payload) => work(shape.parse(payload)), ...(cron ? { cron } : {}) });
}

export function definedJobs(): Job[] {
	return [...known.values()];
}
