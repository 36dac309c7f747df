import { createHash } from 'node:crypto';

/**
 * JSON in its one canonical form (RFC 8785): keys in the order of their UTF-16 units, numbers as ECMAScript writes
 * them, nothing between. The same definition always has the same bytes and so the same hash.
 */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const entries = Object.entries(value).filter(([, one]) => one !== undefined);
	entries.sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}

export function hashOf(value: unknown): Buffer {
	return createHash('sha256').update(canonical(value)).digest();
}
