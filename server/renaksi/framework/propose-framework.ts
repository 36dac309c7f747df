import { type Actor, labelOf, type Officer } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { isId, newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { province } from '#regions';
import { asSystem } from '../as-system.ts';
import { mayKeepFrameworks } from '../policy.ts';
import {
	countPlansWith,
	hashOf,
	isPublished,
	selectAdopted,
	selectFramework,
	selectFrameworkYears,
	selectNewest,
} from '../store/frameworks.ts';
import { insertProposal, type ProposalRow, selectProposal, selectProposals } from '../store/proposals.ts';
import { checkFramework, type Fault } from './check-framework.ts';
import { type Change, compareFrameworks } from './compare-frameworks.ts';
import type { Framework } from './framework.ts';
import { parseFramework } from './publish-framework.ts';
import { requirementsOf } from './requirements.ts';

/**
 * Brings a framework in from a spreadsheet (as `exportFramework` writes it) or JSON, for a second person to publish. What
 * is wrong with it is answered, and nothing kept. Refuses `renaksi/not-yours` and `renaksi/nothing-new`.
 */
export async function proposeFramework(
	actor: Actor,
	text: string,
): Promise<{ proposalId: string } | { faults: Fault[] }> {
	const officer = keeperOf(actor);
	const { framework, faults } = parseFramework(text);
	if (!framework) return { faults };
	const hash = hashOf(framework);
	const proposalId = newId();
	await asSystem(async (tx) => {
		if (await isPublished(tx, hash)) throw new Refusal('conflict', 'renaksi/nothing-new');
		const by = { byAccount: officer.accountId, byName: officer.name };
		const row = { id: proposalId, frameworkId: framework.id, hash, document: framework, at: now(), ...by };
		await insertProposal(tx, row);
		const trail = { act: 'renaksi/propose-framework', subject: `framework:${framework.id}` };
		await record(tx, { pemda: province, actor: labelOf(actor), origin: officer.origin, ...trail });
	});
	return { proposalId };
}

export type Proposal = Omit<ProposalRow, 'document' | 'hash'> & {
	framework: Framework;
	documents: number;
	/** How many of its parts have no source for their wording, of how many. */
	unsourced: { part: number; whole: number };
	isOwn: boolean;
	/** Plans that were opened with it. */
	plans: number;
	/** What it is compared with, and where it differs; null: nothing came before. */
	before: { id: string; changes: Change[] } | null;
};

/** One proposal with what differs. Refuses `renaksi/not-yours` and `renaksi/no-such-framework`. */
export async function getProposal(actor: Actor, id: string): Promise<Proposal> {
	const officer = keeperOf(actor);
	const found = isId(id) ? await selectProposal(db, id) : undefined;
	if (!found) throw new Refusal('not-found', 'renaksi/no-such-framework');
	const { document, hash, ...row } = found;
	const { framework } = checkFramework(document);
	if (!framework) throw new Error('A framework that was proposed is not what it was');
	const before = await beforeOf(framework, found.decision !== null);
	return {
		...row,
		framework,
		documents: requirementsOf(framework).all.length,
		unsourced: countUnsourced(framework),
		isOwn: row.byAccount === officer.accountId,
		plans: await countPlansWith(db, hash),
		before: before ? { id: before.id, changes: compareFrameworks(before, framework) } : null,
	};
}

/** Everything that was brought in, the newest first, and the names that are published. Refuses `renaksi/not-yours`. */
export async function listProposals(actor: Actor): Promise<Omit<ProposalRow, 'document' | 'hash'>[]> {
	keeperOf(actor);
	return (await selectProposals(db)).map(({ document: _, hash: __, ...row }) => row);
}

/** The newest published of the same name; else what the last year before has, as for decided ones. */
async function beforeOf(framework: Framework, isDecided: boolean): Promise<Framework | undefined> {
	const same = isDecided ? undefined : await selectNewest(db, framework.id);
	if (same) return same;
	const [level = ''] = framework.levels;
	const year = (await selectFrameworkYears()).find((one) => one < Math.min(...framework.years));
	const hash = year && (await selectAdopted(year, level));
	return hash ? selectFramework(db, hash) : undefined;
}

/** Areas, indicators, sub-indicators and documents whose wording is from no source, of all of them. */
export function countUnsourced({ areas }: Framework): { part: number; whole: number } {
	const indicators = areas.flatMap((area) => area.indicators);
	const subs = indicators.flatMap((indicator) => indicator.subs);
	const all = [...areas, ...indicators, ...subs, ...subs.flatMap((sub) => sub.documents)];
	return { part: all.filter(({ source }) => source === null).length, whole: all.length };
}

/** The officer, if they keep frameworks. Refuses `renaksi/not-yours`. */
export function keeperOf(actor: Actor): Officer {
	if (actor.kind !== 'officer' || !mayKeepFrameworks(actor)) {
		throw new Refusal('forbidden', 'renaksi/not-yours');
	}
	return actor;
}
