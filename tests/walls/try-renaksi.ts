import type { Actor } from '#identity';
import { now } from '#platform/clock';
import * as renaksi from '#renaksi';
import { asahan, deskOf, officerAt, province } from '../support/cases.ts';
import {
	drawNow,
	evidenceIn,
	evidenceNow,
	frameworkProposed,
	frameworkText,
	openYearNow,
	planNow,
	screenshots,
} from '../support/renaksi.ts';
import { desks } from './actors.ts';
import type { Thing, Try } from './try.ts';

/** How acts on the plan of Asahan and its evidence are tried. */
type RenaksiThing = Thing & { id: string; more: Record<string, string> };

const pemda = asahan;
const thing = (id: string, more: Record<string, string>): RenaksiThing => ({ ref: { pemda }, id, more });
const yearOf = ({ more }: RenaksiThing) => Number(more['year']);
const year = await openYearNow();
const reason = 'Bukti tahun lain yang terlampir.';

export const renaksiThings = {
	plan: async () => thing('', { year: String((await planNow(desks.own)).year) }),
	assigned: async () => {
		const { year: of } = await planNow(desks.own);
		const by = officerAt(desks.own, 'secretary');
		const { batch } = await renaksi.assignDocuments(by, assignment(thing('', { year: String(of) })));
		return thing('', { year: String(of), batch });
	},
	typed: async () => {
		const { year: of } = await planNow(desks.own);
		const typed = { ...evidenceIn(pemda, of), again: false, live: '' };
		await renaksi.keepDraft(officerAt(desks.own, 'officer', 'Rekan'), typed);
		return thing('', { year: String(of) });
	},
	evidence: async () => {
		const { evidenceId, sha256, year: of } = await evidenceNow(desks.own);
		return thing(evidenceId, { year: String(of), sha256 });
	},
	noted: async () => {
		const { evidenceId, year: of } = await evidenceNow(desks.own);
		const text = 'Halaman 3 tidak terbaca.';
		await renaksi.commentEvidence(officerAt(desks.own), { pemda, evidenceId, text, reach: 'both' });
		return thing(evidenceId, { year: String(of) });
	},
	proposed: async () => thing(await frameworkProposed(), {}),
	taken: async () => {
		const proposalId = await frameworkProposed();
		const second = officerAt(await deskOf(province, 'inspectorate'), 'administrator');
		await renaksi.decideFramework(second, { proposalId, kind: 'published' });
		return thing(proposalId, {});
	},
	drawn: async () => {
		const { evidenceId, year: of } = await evidenceNow(desks.own);
		await drawNow(pemda, evidenceId);
		return thing(evidenceId, { year: String(of) });
	},
};

type Run = (actor: Actor, thing: RenaksiThing) => Promise<unknown>;
const act = (run: Run): Try<RenaksiThing> => ({ run: (a, one) => run(a, one).then(() => 'done') });
const read = (run: Run): Try<RenaksiThing> => ({ keeps: true, run });
const evidence = ({ id }: RenaksiThing) => ({ pemda, evidenceId: id });
const document = (one: RenaksiThing) => ({ pemda, year: yearOf(one), requirement: screenshots });

const assignment = (one: RenaksiThing) => ({
	...{ pemda, year: yearOf(one), requirements: [screenshots], officeId: desks.own.officeId },
	...{ startsOn: `${yearOf(one)}-01-01`, dueOn: `${yearOf(one)}-10-31`, target: '1', unit: 'laporan' },
});

export const renaksiTries: Record<string, Try<RenaksiThing>> = {
	'renaksi.openPlan': act((a) => renaksi.openPlan(a, { pemda, year })),
	'renaksi.assignDocuments': act((a, one) => renaksi.assignDocuments(a, assignment(one))),
	'renaksi.undoAssignment': act((a, one) =>
		renaksi.undoAssignment(a, { pemda, year: yearOf(one), batch: one.more['batch'] ?? '' }),
	),
	'renaksi.listBatches': read((a, one) => renaksi.listBatches(a, { pemda, year: yearOf(one) })),
	'renaksi.getOfficeWork': read(async (a, one) =>
		(await renaksi.getOfficeWork(a))?.lines.filter((task) => task.year === yearOf(one)),
	),
	'renaksi.keepDraft': act((a, one) =>
		renaksi.keepDraft(a, { ...evidenceIn(pemda, yearOf(one)), ...{ again: false, live: '' } }),
	),
	'renaksi.findDraft': read((a, one) => renaksi.findDraft(a, document(one))),
	'renaksi.submitEvidence': act((a, one) => renaksi.submitEvidence(a, evidenceIn(pemda, yearOf(one)))),
	'renaksi.getEvidence': read((a, one) => renaksi.getEvidence(a, evidence(one))),
	'renaksi.listEvidence': read((a, one) => renaksi.listEvidence(a, document(one))),
	'renaksi.findEvidenceFile': read((a, { more }) => renaksi.findEvidenceFile(a, more['sha256'] ?? '')),
	'renaksi.listTasks': read(async (a, one) =>
		(await renaksi.listTasks(a)).filter((task) => task.last?.id === one.id),
	),
	'renaksi.listQueue': read(async (a, one) =>
		(await renaksi.listQueue(a, { pageSize: 1000 })).lines.filter(({ id }) => id === one.id),
	),
	'renaksi.listWorkload': read(async (a) =>
		(await renaksi.listWorkload(a)).filter(({ waiting }) => waiting > 0),
	),
	'renaksi.verifyEvidence': act((a, one) =>
		renaksi.verifyEvidence(a, { ...evidence(one), verdict: { kind: 'accepted' } }),
	),
	'renaksi.returnEvidence': act((a, one) => renaksi.returnEvidence(a, { ...evidence(one), reason })),
	'renaksi.proposeFramework': act(async (a) => renaksi.proposeFramework(a, await frameworkText())),
	'renaksi.listProposals': read(async (a, one) =>
		(await renaksi.listProposals(a)).filter(({ id }) => id === one.id),
	),
	'renaksi.getProposal': read((a, one) => renaksi.getProposal(a, one.id)),
	'renaksi.decideFramework': act((a, { id }) =>
		renaksi.decideFramework(a, { proposalId: id, kind: 'published' }),
	),
	'renaksi.retractFramework': act((a, { id }) => renaksi.retractFramework(a, { proposalId: id, reason })),
	'renaksi.commentEvidence': act((a, one) =>
		renaksi.commentEvidence(a, { ...evidence(one), text: reason, reach: 'both' }),
	),
	'renaksi.listComments': read((a, one) => renaksi.listComments(a, evidence(one))),
	'renaksi.findSecond': read((a, one) => renaksi.findSecond(a, evidence(one))),
	'renaksi.listSecondWork': read(async (a, one) =>
		(await renaksi.listSecondWork(a)).waiting.filter(({ id }) => id === one.id),
	),
	'renaksi.verifyAgain': act((a, one) =>
		renaksi.verifyAgain(a, { ...evidence(one), verdict: { kind: 'accepted' } }),
	),
	'renaksi.correctScore': act((a, one) =>
		renaksi.correctScore(a, {
			...document(one),
			...{ percent: 100, countsFrom: new Date(now().getTime() - 1), reason },
		}),
	),
	'renaksi.penalise': act((a, one) =>
		renaksi.penalise(a, { pemda, year: yearOf(one), points: '0.5', reason }),
	),
	'renaksi.previewMend': read((a, one) =>
		renaksi.previewMend(a, { pemda, year: yearOf(one) }, { kind: 'close' }),
	),
	'renaksi.closePeriod': act((a, one) => renaksi.closePeriod(a, { pemda, year: yearOf(one), reason })),
};
