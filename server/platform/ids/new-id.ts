import { v7 } from 'uuid';

/** A UUIDv7: ordered by the millisecond it was made in, so that indexes grow at one end. */
export function newId(): string {
	return v7();
}
