import { Refusal } from '#platform/refusal';

/** Where the next page begins: a moment and an id, in one short word. */
export function writeTimeCursor(at: Date, id: string): string {
	return `${at.getTime().toString(36)}.${id}`;
}

/** Refuses `casework/wrong-page` when it was not made here. */
export function readTimeCursor(after: string | undefined): { at: Date; id: string } | undefined {
	if (!after) return undefined;
	const [, time, id] = after.match(/^([0-9a-z]{1,10})\.([0-9a-f-]{36})$/) ?? [];
	if (!time || !id) throw new Refusal('invalid', 'casework/wrong-page');
	return { at: new Date(Number.parseInt(time, 36)), id };
}
