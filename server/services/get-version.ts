import { Refusal } from '#platform/refusal';
import { type Definition, definition as shape } from './definition.ts';
import { selectNewest, selectVersion } from './store/versions.ts';

/** A published version never changes: it is read once and kept. */
const kept = new Map<string, Definition>();
const mostKept = 500;

export type Version = {
	serviceId: string;
	version: number;
	hash: string;
	definition: Definition;
	publishedAt: Date;
};

/**
 * A published definition, by its hash (64 hexadecimal digits) or its number, also of a service that ended. It cannot
 * be changed. Refuses `services/no-such-version`.
 */
export async function getVersion(
	which: string | { serviceId: string; version: number },
): Promise<Definition> {
	const known = typeof which === 'string' ? kept.get(which) : undefined;
	if (known) return known;
	const isHash = typeof which !== 'string' || /^[0-9a-f]{64}$/.test(which);
	const row = isHash ? await selectVersion(which) : undefined;
	if (!row) throw new Refusal('not-found', 'services/no-such-version');
	return keep(row.hash, row.definition);
}

/** The version that is offered now. Refuses `services/no-such-service`. */
export async function findNewestVersion(serviceId: string): Promise<Version> {
	const row = /^[a-z][a-z0-9-]{1,60}$/.test(serviceId) ? await selectNewest(serviceId) : undefined;
	if (!row) throw new Refusal('not-found', 'services/no-such-service');
	return { ...row, serviceId, definition: keep(row.hash, row.definition) };
}

/** What was stored before the shape grew gets what is said by default since. */
function keep(hash: string, stored: unknown): Definition {
	const known = kept.get(hash);
	if (known) return known;
	const definition = freeze(shape.parse(stored));
	const [oldest] = kept.keys();
	if (oldest !== undefined && kept.size >= mostKept) kept.delete(oldest);
	kept.set(hash, definition);
	return definition;
}

function freeze<T>(value: T): T {
	if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
		Object.freeze(value);
		for (const one of Object.values(value)) freeze(one);
	}
	return value;
}
