import { formatNumber, isOpen, processWords } from '#casework';
import { findOffice, getPemda } from '#regions';

type T = App.Locals['t'];
type Reader = Pick<App.Locals, 't' | 'lang'>;
type Line = {
	at: Date;
	kind: string;
	body: string;
	officePemda: string | null;
	officeId: string | null;
	detail: Record<string, unknown>;
};
export type ShownLine = { title: string; when: Date; body: string; kind: string };

/** "Dinas PUPR Kabupaten Asahan": an office as people know it. */
export async function officeName(pemda: string | null, officeId: string | null): Promise<string> {
	if (!pemda || !officeId) return '';
	const office = await findOffice(pemda, officeId);
	return office?.name ?? (await getPemda(pemda)).name;
}

/** "Dinas PUPR" among the offices of its own government. */
export function shortName(office: string, government: string): string {
	return government && office.endsWith(` ${government}`) ? office.slice(0, -government.length - 1) : office;
}

/** What happened, in sentences, oldest first. */
export function tellEntries(entries: Line[], reader: Reader): Promise<ShownLine[]> {
	return Promise.all(entries.map((entry) => tell(entry, reader)));
}

async function tell(entry: Line, { t, lang }: Reader): Promise<ShownLine> {
	const { detail } = entry;
	const to =
		typeof detail.toOffice === 'string'
			? await officeName(String(detail.toPemda ?? ''), detail.toOffice)
			: '';
	const office = await officeName(entry.officePemda, entry.officeId);
	const { state, next } = processWords(detail, lang);
	const title = t(`cases.entry.${entry.kind}`, { office, to, body: entry.body, state });
	return {
		title,
		when: entry.at,
		body: [ownWords(entry), ...extraWords(entry, t), next].filter(Boolean).join('\n'),
		kind: entry.kind,
	};
}

const withoutBody = new Set(['escalated', 'assigned']);

function ownWords({ kind, body }: Line): string {
	return withoutBody.has(kind) ? '' : body;
}

function extraWords({ kind, detail }: Line, t: T): string[] {
	const words: string[] = [];
	if (kind === 'escalated') {
		words.push(t(`cases.late-by.${String(detail.reason ?? 'late')}`));
		if (detail.vacant === true) words.push(t('cases.vacant-here'));
		if (Array.isArray(detail.vacantPassed))
			words.push(...detail.vacantPassed.map((title) => t('cases.vacant', { title: String(title) })));
	}
	if (kind === 'late') words.push(t(`cases.clock.${String(detail.clock ?? 'solve')}`));
	if (kind === 'archived') words.unshift(t(`cases.archive-reason.${String(detail.reason ?? 'too-general')}`));
	if (kind === 'merged' && detail.into) words.push(formatNumber(String(detail.into)));
	if (kind === 'split' && detail.number) words.push(formatNumber(String(detail.number)));
	return words;
}

const tones = {
	new: 'plain',
	verified: 'info',
	'in-progress': 'info',
	waiting: 'soon',
	answered: 'soon',
	disputed: 'late',
	closed: 'done',
} as const;

/** Over without anybody having solved anything: said as what it is, not as done. */
const unsolved = new Set(['archived', 'merged', 'withdrawn']);

/** The message of a status; a case that was put away says so. */
export function wordOf({ status, outcome }: { status: string; outcome?: string | null }): string {
	return outcome && unsolved.has(outcome) ? `cases.outcome.${outcome}` : `cases.status.${status}`;
}

/** The sign beside a status; late beats everything that is not over. */
export function toneOf(
	one: { status: keyof typeof tones; dueAt: Date; answeredAt?: Date | null; outcome?: string | null },
	at: Date,
): 'plain' | 'info' | 'soon' | 'late' | 'done' {
	if (one.outcome && unsolved.has(one.outcome)) return 'plain';
	const open = isOpen(one.status) && one.status !== 'answered';
	return open && one.dueAt < at ? 'late' : tones[one.status];
}
