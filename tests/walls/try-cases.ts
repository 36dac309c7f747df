import * as casework from '#casework';
import type { Actor, Officer } from '#identity';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { asahan, type Desk, deskOf, type OpenedReport, officerAt, openReport } from '../support/cases.ts';
import { desks } from './actors.ts';
import type { Thing, Try } from './try.ts';

/** How each act on a case is tried: what it is tried on, freshly made, and with what words. */
type Privacy = 'named' | 'confidential';
export type CaseThing = Thing & OpenedReport & { privacy: Privacy; more: Record<string, string> };

const hidden = 'Rahasia kantor Asahan';
const worker = officerAt(desks.own, 'office-head');
const giverDesk = await deskOf('12.10', 'public-works');

const open = async (privacy: Privacy, holder: Desk = desks.own, more = {}): Promise<CaseThing> => {
	const report = await openReport({ holder, privacy, title: hidden, body: `${hidden}: jembatan.`, ...more });
	return { ...report, privacy, more: {} };
};
const started = async (privacy: Privacy) => {
	const report = await open(privacy);
	await casework.verifyCase(worker, report.ref);
	return report;
};
const answered = async (privacy: Privacy) => {
	const report = await started(privacy);
	await casework.answerCase(worker, { ...report.ref, text: 'Sudah.', withoutEvidence: 'Tidak ada.' });
	return report;
};
const closed = async (privacy: Privacy) => {
	const report = await answered(privacy);
	await casework.confirmCase(report.person, report.ref);
	return report;
};

/** `owned`: whose account the case is in; set by the test before. */
export const owner: { accountId: string } = { accountId: '' };

export const caseThings: Record<string, (privacy: Privacy) => Promise<CaseThing>> = {
	case: open,
	/** Whose person is nobody here, and which nobody here sees. */
	elsewhere: () => open('confidential', giverDesk, { pemda: '12.10', region: '12.10' }),
	named: () => open('named'),
	secret: () => open('confidential'),
	started,
	answered,
	closed,
	owned: async (privacy) => {
		const report = await open(privacy, desks.own, { ownerId: owner.accountId });
		await casework.getCaseFile(worker, report.ref);
		return report;
	},
	task: async (privacy) => {
		const report = await open(privacy);
		await casework.addTask(worker, { ...report.ref, text: 'Kayu', dueOn: null });
		const { tasks } = await casework.getCaseFile(worker, report.ref);
		return { ...report, more: { task: tasks[0]?.id ?? '' } };
	},
	done: async (privacy) => {
		const report = await caseThings['task']?.(privacy);
		if (!report) throw new Error('no task');
		await casework.finishTask(worker, { ...report.ref, taskId: report.more['task'] ?? '' });
		return report;
	},
	given: async (privacy) => {
		const report = await open(privacy);
		await casework.offerCase(worker, { ...report.ref, to: giverDesk, reason });
		return report;
	},
	photo: async (privacy) => {
		const sha256 = newId().replaceAll('-', '').padStart(64, 'e');
		const file = {
			kind: 'photo',
			sha256,
			originalSha256: sha256,
			contentType: 'image/jpeg',
			sizeBytes: 1,
		} as const;
		return { ...(await open(privacy, desks.own, { attachments: [file] })), more: { sha256 } };
	},
	offered: async (privacy) => {
		const report = await open(privacy, giverDesk, { pemda: '12.10', region: '12.10' });
		await casework.offerCase(officerAt(giverDesk), { ...report.ref, to: desks.own, reason: 'Milik Asahan.' });
		return report;
	},
	pair: async (privacy) => {
		const [one, into] = [await open(privacy), await open('named')];
		return { ...one, more: { into: into.caseId, intoNumber: into.number } };
	},
	merged: async (privacy) => {
		const [one, into] = [await started(privacy), await open('named')];
		await casework.mergeCases(worker, { ...one.ref, into: into.ref });
		return one;
	},
	opening: async () => {
		const asker = await askerOf();
		const report = await open('confidential');
		await casework.askToOpen(asker, {
			number: report.number,
			reason: 'Pengaduan tentang kantor ini, perlu dibaca.',
		});
		const [one] = (await casework.listOpenings(asker)).own;
		return { ...report, more: { opening: one?.id ?? '', openingPemda: one?.pemda ?? '' } };
	},
	opened: async () => {
		const thing = await caseThings['opening']?.('confidential');
		if (!thing) throw new Error('no opening');
		await casework.decideOpening(worker, openingOf(thing), 'approved');
		return thing;
	},
};

/** An inspector, whose government's inspectorate may ask; a new one each time, for asking has a budget. */
async function askerOf(): Promise<Officer> {
	return officerAt(await deskOf(asahan, 'inspectorate'), 'officer', 'Pemeriksa');
}

const openingOf = ({ more }: CaseThing) => ({ pemda: more['openingPemda'] ?? '', id: more['opening'] ?? '' });
const has = (rows: readonly { number: string }[], { number }: { number: string }) =>
	rows.some((row) => row.number === number);
const text = 'Sudah kami lihat di tempat.';
const reason = 'Bukan wilayah kami lagi.';
const photo = () => {
	const sha256 = newId().replaceAll('-', '').padStart(64, 'f');
	return { kind: 'photo', sha256, originalSha256: sha256, contentType: 'image/jpeg', sizeBytes: 1 } as const;
};
const officer = (run: (actor: Officer, thing: CaseThing) => Promise<unknown>) => ({
	run: (actor: Actor, thing: CaseThing) => (actor.kind === 'officer' ? run(actor, thing) : undefined),
});

export const caseTries: Record<string, Try<CaseThing>> = {
	getCaseFile: { keeps: true, run: (a, { ref }) => casework.getCaseFile(a, ref) },
	findCaseRef: { keeps: true, run: (a, { number }) => casework.findCaseRef(a, number) },
	findFile: { keeps: true, run: (a, { more }) => casework.findFile(a, more['sha256'] ?? '') },
	listInbox: {
		keeps: true,
		...officer(async (a, thing) => {
			const { rows, counts } = await casework.listInbox(a, {}, { limit: 200 });
			return has(rows, thing) || counts.active > rows.length ? rows : undefined;
		}),
	},
	'listInbox~office': {
		keeps: true,
		...officer(async (a, thing) => {
			const { rows } = await casework.listInbox(a, { office: desks.own, q: thing.number }, { limit: 200 });
			return has(rows, thing) ? rows : undefined;
		}),
	},
	'listInbox~search': {
		keeps: true,
		...officer(async (a, thing) => {
			const { rows } = await casework.listInbox(a, { q: 'rahasia jembatan' }, { limit: 200 });
			return has(rows, thing) ? rows : undefined;
		}),
	},
	exportInbox: {
		keeps: true,
		...officer(async (a, thing) => exportedRows(await casework.exportInbox(a), thing)),
	},
	'exportInbox~office': {
		keeps: true,
		...officer(async (a, thing) => exportedRows(await casework.exportInbox(a, { office: desks.own }), thing)),
	},
	countChanges: {
		keeps: true,
		...officer(async (a) => (await casework.countChanges(a, new Date(0))) || undefined),
	},
	getOverview: {
		keeps: true,
		...officer(async (a) => (await casework.getOverview(a)).counts.open || undefined),
	},
	listLedCases: {
		keeps: true,
		...officer(async (a, thing) => {
			const { rows } = await casework.listLedCases(a, { view: 'open', pemda: asahan }, { limit: 200 });
			return has(rows, thing) ? rows : undefined;
		}),
	},
	listHeldCases: {
		keeps: true,
		run: async (a, thing) => {
			const rows = await casework.listHeldCases(a, desks.own, { changedFrom: new Date(0), limit: 1000 });
			return has(rows, thing) ? rows : undefined;
		},
	},
	verifyCase: { run: (a, { ref }) => casework.verifyCase(a, ref) },
	startCase: { run: (a, { ref }) => casework.startCase(a, { ...ref, plan: text }) },
	messagePerson: { run: (a, { ref }) => casework.messagePerson(a, { ...ref, text }) },
	askPerson: { run: (a, { ref }) => casework.askPerson(a, { ...ref, text }) },
	addNote: { run: (a, { ref }) => casework.addNote(a, { ...ref, text }) },
	addTask: { run: (a, { ref }) => casework.addTask(a, { ...ref, text, dueOn: null }) },
	finishTask: { run: (a, { ref, more }) => casework.finishTask(a, { ...ref, taskId: more['task'] ?? '' }) },
	reopenTask: { run: (a, { ref, more }) => casework.reopenTask(a, { ...ref, taskId: more['task'] ?? '' }) },
	attachEvidence: { run: (a, { ref }) => casework.attachEvidence(a, { ...ref, files: [photo()] }) },
	answerCase: { run: (a, { ref }) => casework.answerCase(a, { ...ref, text, withoutEvidence: reason }) },
	reclassifyCase: {
		run: (a, { ref }) =>
			casework.reclassifyCase(a, {
				...ref,
				...{ title: 'Jembatan', class: 'complaint', subject: 'road.bridge', region: '12.09.19' },
			}),
	},
	archiveCase: {
		run: (a, { ref }) =>
			casework.archiveCase(a, { ...ref, reason: casework.archiveReasons[0] ?? '', explanation: reason }),
	},
	assignCase: { run: (a, { ref }) => casework.assignCase(a, { ...ref, assignee: null }) },
	offerCase: { run: (a, { ref }) => casework.offerCase(a, { ...ref, to: giverDesk, reason }) },
	recallOffer: { run: (a, { ref }) => casework.recallOffer(a, ref) },
	acceptCase: { run: (a, { ref }) => casework.acceptCase(a, ref) },
	refuseCase: { run: (a, { ref }) => casework.refuseCase(a, { ...ref, reason }) },
	publishCase: {
		run: (a, { ref }) => casework.publishCase(a, { ...ref, title: 'Jembatan', body: 'Rusak.', photos: [] }),
	},
	withholdCase: { run: (a, { ref }) => casework.withholdCase(a, { ...ref, reason }) },
	mergeCases: {
		run: (a, { ref, more }) =>
			casework.mergeCases(a, { ...ref, into: { pemda: asahan, caseId: more['into'] ?? '' } }),
	},
	unmergeCase: { run: (a, { ref }) => casework.unmergeCase(a, ref) },
	splitCase: {
		run: (a, { ref }) =>
			casework.splitCase(a, {
				...ref,
				...{ title: 'Bagian', body: 'Bagian.', subject: 'road.bridge', key: newId() },
			}),
	},
	reopenCase: { run: (a, { ref }) => casework.reopenCase(a, { ...ref, reason }) },
	replyAsPerson: { run: (a, { ref }) => casework.replyAsPerson(a, { ...ref, text }) },
	attachAsPerson: {
		run: (a, { ref }) => casework.attachAsPerson(a, { ...ref, entryId: newId(), files: [photo()] }),
	},
	confirmCase: { run: (a, { ref }) => casework.confirmCase(a, ref) },
	disputeCase: { run: (a, { ref }) => casework.disputeCase(a, { ...ref, reason }) },
	withdrawCase: { run: (a, { ref }) => casework.withdrawCase(a, ref) },
	rateCase: { run: (a, { ref }) => casework.rateCase(a, { ...ref, marks: { u1: 4 }, comment: '' }) },
	openAsOwner: { keeps: true, run: (a, { number }) => casework.openAsOwner(a, number) },
	listOwnCases: { keeps: true, run: async (a, thing) => listed(await casework.listOwnCases(a), thing) },
	listOwnLooks: {
		keeps: true,
		run: async (a, thing) =>
			((looks) => (has(looks, thing) ? looks : undefined))(await casework.listOwnLooks(a)),
	},
	exportOwnCases: { keeps: true, run: async (a, thing) => exported(await casework.exportOwnCases(a), thing) },
	askToOpen: officer((a, { number }) => casework.askToOpen(a, { number, reason: `${reason} ${reason}` })),
	listOpenings: {
		keeps: true,
		...officer(async (a, thing) => {
			const { others } = await casework.listOpenings(a);
			return others.some(({ id }) => id === thing.more['opening']) ? others : undefined;
		}),
	},
	countOpenings: { keeps: true, ...officer(async (a) => (await casework.countOpenings(a)) || undefined) },
	decideOpening: officer((a, thing) => casework.decideOpening(a, openingOf(thing), 'approved')),
	endOpening: officer((a, thing) => casework.endOpening(a, openingOf(thing))),
	lookInside: { keeps: true, ...officer((a, thing) => casework.lookInside(a, thing.more['opening'] ?? '')) },
};

async function exportedRows({ rows }: { rows: AsyncIterable<{ number: string }> }, thing: CaseThing) {
	for await (const row of rows) if (row.number === thing.number) return row;
	return undefined;
}

function listed({ cases }: { cases: { number: string }[] }, thing: CaseThing) {
	return has(cases, thing) ? cases : undefined;
}
function exported(all: unknown, { caseId, number }: CaseThing) {
	const text = JSON.stringify(all);
	return text.includes(caseId) || text.includes(number) || text.includes(casework.formatNumber(number))
		? all
		: undefined;
}

/** What stands about a case, as one text: a refused act leaves it as it was. */
export async function stateOf({ caseId }: { caseId: string }): Promise<string> {
	const tables = [
		'custody',
		'entry',
		'attachment',
		'task',
		'deadline',
		'closure',
		'merge',
		'rating',
		'contact',
	];
	const { rows } = await migratorDb.query<{ text: string }>({
		text: `select concat_ws(' ', (select md5(c::text) from casework.case c where id = $1),
			${tables.map((table) => `(select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) from casework.${table} t where t.case_id = $1)`)},
			(select count(*) from casework.break_glass g where g.case_id = $1 and (decided_at is not null or ended_at is not null))) as text`,
		values: [caseId],
	});
	return rows[0]?.text ?? '';
}
