import type { Actor, Officer, Role } from '#identity';
import { Refusal } from '#platform/refusal';
import { listOffices, province } from '#regions';
import type { Definition } from './definition.ts';

type Provided = Pick<Definition, 'provider'>;
const editors: readonly Role[] = ['officer', 'office-head'];
const publishers: readonly Role[] = ['office-head'];

/**
 * Who may change a service's draft: officers and the head of the province's office that gives it, and the province's
 * administrators. What the kabupaten and kota give has one definition for all of them: the administrators alone.
 */
export async function mayEdit(actor: Actor, provided: Provided): Promise<boolean> {
	return isAdministrator(actor) || (await hasPostAt(actor, provided, editors));
}

/** Who may publish: the head of that office, and the province's administrators. That it is a second person, the act sees to. */
export async function mayPublish(actor: Actor, provided: Provided): Promise<boolean> {
	return isAdministrator(actor) || (await hasPostAt(actor, provided, publishers));
}

/** Whoever may begin a service that is not there yet. */
export function mayBegin(actor: Actor): boolean {
	return isAdministrator(actor);
}

/** Refuses `services/not-yours`. */
export async function requireEditor(actor: Officer, provided: Provided): Promise<void> {
	if (!(await mayEdit(actor, provided))) throw new Refusal('forbidden', 'services/not-yours');
}

function isAdministrator(actor: Actor): boolean {
	return (
		actor.kind === 'officer' &&
		actor.holdings.some(({ role, pemda }) => role === 'administrator' && pemda === province)
	);
}

async function hasPostAt(actor: Actor, { provider }: Provided, roles: readonly Role[]): Promise<boolean> {
	if (actor.kind !== 'officer' || provider.tier !== 'province') return false;
	const own = actor.holdings.filter(({ role, pemda }) => pemda === province && roles.includes(role));
	if (own.length === 0) return false;
	const offices = await listOffices(province, { function: provider.function });
	return own.some(({ officeId }) => offices.some(({ id }) => id === officeId));
}
