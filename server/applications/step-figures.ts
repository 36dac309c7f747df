import { type Officer, scopeOf } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { deskOf } from './list-applications.ts';
import { type StepFigure, selectSteps } from './store/stays.ts';

const dayMs = 86_400_000;

/**
 * How long each step of each service takes at somebody's offices: the median of visits that ended in the last `days`
 * days, the share within its term with its numerator and denominator, and how many wait there now. By government.
 */
export async function listStepFigures(
	officer: Officer,
	{ days, serviceId }: { days: number; serviceId?: string },
): Promise<{ pemda: string; steps: StepFigure[] }[]> {
	const at = now();
	const since = new Date(at.getTime() - days * dayMs);
	const { governments, offices } = deskOf(officer);
	const all = [...new Set(offices.map(({ pemda }) => pemda))].sort();
	return withScope(scopeOf(officer), async (tx) => {
		const figures: { pemda: string; steps: StepFigure[] }[] = [];
		for (const pemda of all) {
			const own = offices.filter((one) => one.pemda === pemda).map(({ officeId }) => officeId);
			const of = { pemda, since, at, serviceId: serviceId ?? null };
			const steps = await selectSteps(tx, { ...of, offices: governments.includes(pemda) ? null : own });
			figures.push({ pemda, steps });
		}
		return figures;
	});
}
