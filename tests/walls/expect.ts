import type { Actor } from '#identity';
import { Refusal } from '#platform/refusal';
import type { Place, Who } from './actors.ts';

/** Reads the lines of `table.ts`, and says of each cell what must come of it. */
const columns = [
	...[
		'officer',
		'office-head',
		'triage',
		'secretary',
		'regional-head',
		'administrator',
		'operator',
		'overseer',
	],
	...['person', 'resident', 'system'],
] as const;
export type Row = {
	act: string;
	room: string;
	name: string;
	on: string;
	cells: Map<string, string>;
	else: string;
};

export function readActs(text: string): Row[] {
	const [, ...lines] = text.trim().split('\n');
	return lines.map((line) => {
		const [act = '', on = '', ...rest] = line.split(/ +/);
		if (rest.length !== columns.length + 1) throw new Error(`${act}: ${rest.length} cells`);
		const [room = '', name = ''] = act.split('.');
		const cells = new Map(columns.map((column, at) => [column as string, rest[at] ?? '-']));
		return { act, room, name, on, cells, else: rest.at(-1) ?? '' };
	});
}

export type Privacy = 'named' | 'confidential';
const near: readonly (Place | 'counter' | null)[] = ['own', 'office', 'counter'];

/** Whether a cell's letter reaches somebody at this place. */
export function reaches(cell: string, place: Who['place'], privacy: Privacy): boolean {
	const isOpen = privacy === 'named';
	switch (cell) {
		case 'x':
			return true;
		case 'o':
			return place === 'own';
		case 'c':
			return place === 'counter';
		case 'q':
			return place === 'office';
		case 'p':
			return place === 'province';
		case 'g':
			return place === 'own' || (isOpen && near.includes(place));
		case 'h':
			return near.includes(place);
		case 'G':
			return place === 'own' || (isOpen && (near.includes(place) || place === 'province'));
		case 'R':
			return isOpen && (near.includes(place) || place === 'province');
		case 'H':
			return near.includes(place) || place === 'province';
		default:
			return false;
	}
}

export type Outcome = 'yes' | 'empty' | '401' | '403' | '404' | 'other' | 'crash';

/** Refusals that only whoever was let through is told: what the test lacks on purpose. */
export const letThrough = [
	'casework/visible-already',
	'sso/provider-silent',
	'payments/not-configured',
	'people/comeback-wrong',
	'people/counter-code-wrong',
];

/** What came of trying: what is refused for another reason than who asked counts as let through. */
export async function outcomeOf(work: Promise<unknown>): Promise<{ outcome: Outcome; said: string }> {
	try {
		const result = await work;
		const isEmpty = result === undefined || result === 0 || (Array.isArray(result) && result.length === 0);
		return { outcome: isEmpty ? 'empty' : 'yes', said: '' };
	} catch (error) {
		if (!(error instanceof Refusal)) return { outcome: 'crash', said: String(error) };
		const { status, code } = error;
		const outcome = status === 401 ? '401' : status === 403 ? '403' : status === 404 ? '404' : 'other';
		return { outcome, said: code };
	}
}

export const isOfficer = (actor: Actor) => actor.kind === 'officer';
