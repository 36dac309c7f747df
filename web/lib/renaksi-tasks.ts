import type { Officer } from '#identity';
import { now } from '#platform/clock';
import {
	filterTasks,
	getOfficeWork,
	listTasks,
	type Task,
	type TaskFilter,
	taskOrders,
	taskViews,
} from '#renaksi';

type Lang = App.Locals['lang'];
const views = { todo: '', waiting: 'menunggu', accepted: 'diterima', all: 'semua' } as const;
const orders = { first: '', points: 'poin', due: 'batas', name: 'nama' } as const;
/** What of an address belongs to the list and follows from page to page. */
const kept = ['lihat', 'q', 'bidang', 'tahun', 'kantor', 'urut'];
const pageLength = 25;

/** The tasks as an address asks for them; unknown words in it count as not said. */
export function readTaskFilter({ searchParams }: URL): TaskFilter {
	const asked = (name: string) => (searchParams.get(name) ?? '').trim().slice(0, 100);
	const year = Number(asked('tahun'));
	return {
		view: taskViews.find((view) => views[view] === asked('lihat')) ?? 'todo',
		order: taskOrders.find((order) => orders[order] === asked('urut')) ?? 'first',
		...{ q: asked('q'), area: asked('bidang'), office: asked('kantor') },
		...(Number.isInteger(year) && year > 0 ? { year } : {}),
	};
}

/** A page of somebody's tasks, with what one can filter them by. */
export async function loadTasks(officer: Officer, { url, lang }: { url: URL; lang: Lang }) {
	const tasks = await listTasks(officer);
	const filter = readTaskFilter(url);
	const { rows, counts } = filterTasks(tasks, filter, lang);
	const after = url.searchParams.get('setelah');
	const from = after ? rows.findIndex((task) => keyOf(task) === after) + 1 : 0;
	const shown = rows.slice(from, from + pageLength);
	const keep = new URLSearchParams(
		[...url.searchParams].filter(([name, value]) => kept.includes(name) && value),
	);
	const last = shown.at(-1);
	const at = now();
	return {
		...{ filter, counts },
		views: taskViews.map((view) => ({ view, href: addressWith(keep, { lihat: views[view] }) })),
		orders: taskOrders.map((order) => ({ order, value: orders[order] })),
		sorts: Object.fromEntries(
			taskOrders.map((order) => [
				order,
				addressWith(keep, { urut: filter.order === order ? '' : orders[order] }),
			]),
		),
		isAny: tasks.length > 0,
		active: [filter.q, filter.area, filter.year, filter.office].filter(Boolean).length,
		areas: choices(tasks, ({ areaId, areaName }) => [areaId, areaName[lang]]),
		years: choices(tasks, ({ year }) => [String(year), String(year)]),
		offices: choices(tasks, ({ action }) => action && [action.officeId, action.officeName]),
		csv: `/meja/renaksi/tugas.csv${keep.size > 0 ? `?${keep}` : ''}`,
		first: from > 0 ? addressWith(keep, {}) : undefined,
		next: last && from + pageLength < rows.length ? addressWith(keep, { setelah: keyOf(last) }) : undefined,
		rows: shown.map((task) => describe(task, lang, at)),
	};
}

const keyOf = ({ pemda, year, requirement }: Task) => `${pemda}/${year}/${requirement}`;

function addressWith(keep: URLSearchParams, change: Record<string, string>): string {
	const words = Object.entries({ ...Object.fromEntries(keep), ...change }).filter(([, value]) => value);
	return words.length > 0 ? `/meja/renaksi?${new URLSearchParams(words)}` : '/meja/renaksi';
}

function choices(tasks: Task[], of: (task: Task) => readonly [string, string] | undefined) {
	const all = new Map(tasks.flatMap((task) => [of(task) ?? []]).filter(isPair));
	return [...all]
		.map(([value, label]) => ({ value, label }))
		.sort((a, b) => a.label.localeCompare(b.label, 'id'));
}
const isPair = (one: readonly string[]): one is readonly [string, string] => one.length === 2;

function describe({ pemda, year, requirement, points, dueAt, state, ...task }: Task, lang: Lang, at: Date) {
	const verdict = state === 'rejected' || state === 'returned' ? task.last?.verdict : undefined;
	return {
		...{ pemda, year, requirement, points, dueAt, state },
		name: task.name[lang],
		area: task.areaName[lang],
		office: task.action?.officeName ?? '',
		work: task.action?.work ?? '',
		isLate: dueAt < at && state !== 'accepted' && state !== 'unverified',
		why: verdict ? { reason: verdict.reason, missing: verdict.missing } : null,
	};
}

/** Everything the address asks for, as lines of a table. */
export async function exportTasks(officer: Officer, { url, locals }: { url: URL; locals: App.Locals }) {
	const { lang, t } = locals;
	const { rows } = filterTasks(await listTasks(officer), readTaskFilter(url), lang);
	const at = now();
	return rows.map((task) => {
		const one = describe(task, lang, at);
		return [
			...[one.pemda, one.year, one.requirement, one.area, one.name, t(`renaksi.state.${one.state}`)],
			...[Number(one.points), one.office, task.action?.postTitle ?? '', one.work],
			...[task.action?.target ?? '', task.action?.unit ?? '', one.dueAt],
			...[one.why?.reason ?? '', one.why?.missing ?? ''],
		];
	});
}

const mostInInbox = 3;

/** What stands open for one's office, for the inbox; null where nothing does. */
export async function loadWorkload(officer: Officer, lang: Lang) {
	const workload = await getOfficeWork(officer);
	if (!workload) return null;
	const { lines, ...figures } = workload;
	const at = now();
	return {
		...{ ...figures, count: lines.length, rejected: lines.filter(({ state }) => state !== 'missing').length },
		lines: lines.slice(0, mostInInbox).map(({ name, ...line }) => ({
			...{ ...line, name: name[lang], isLate: line.dueAt < at },
		})),
	};
}
