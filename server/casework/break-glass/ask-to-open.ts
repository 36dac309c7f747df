import { labelOf, type Officer, readRules, requireFresh } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { findPemdaByPrefix } from '#regions';
import { parseNumber } from '../case-number.ts';
import { mayRead } from '../policy.ts';
import { insertGlass } from '../store/break-glass.ts';
import { selectIdByNumber, selectState } from '../store/state.ts';
import { mayAskAtAll, mayAskFor } from './who-may.ts';

const shortestReason = 20;
const longestReason = 1000;
const asksADay = { count: 20, perSeconds: 86_400 };

/**
 * Asks for a confidential case to be opened, for a while, to whoever asks. The answer is the same whether there is such
 * a case or not: only a second person who may know of it sees it wait. Refuses `casework/no-desk`, `identity/not-fresh`,
 * `casework/number-wrong`, `casework/glass-reason`, `casework/visible-already`, `casework/asked-already`,
 * `platform/too-many`.
 */
export async function askToOpen(
	actor: Officer,
	{ number: typed, reason }: { number: string; reason: string },
): Promise<void> {
	if (!mayAskAtAll(actor)) throw new Refusal('forbidden', 'casework/no-desk');
	await requireFresh(actor);
	const number = parseNumber(typed);
	const said = reason.trim();
	const fields = {
		...(number ? {} : { number: 'refusal.casework.number-wrong' }),
		...(said.length >= shortestReason && said.length <= longestReason && said.isWellFormed()
			? {}
			: { reason: 'refusal.casework.glass-reason' }),
	};
	if (!number || Object.keys(fields).length > 0) {
		throw new Refusal('invalid', 'casework/glass-wrong', { fields, params: { least: shortestReason } });
	}
	const pemda = (await findPemdaByPrefix(number.slice(0, 2)))?.code;
	if (!pemda)
		throw new Refusal('invalid', 'casework/glass-wrong', {
			fields: { number: 'refusal.casework.number-wrong' },
		});
	await spend(`break glass ${actor.accountId}`, asksADay);
	const hours = (await readRules())['glass-wait-hours'];
	const at = now();
	await withScope({ system: true }, async (tx) => {
		const caseId = await selectIdByNumber(tx, pemda, number);
		const state = caseId ? await selectState(tx, pemda, caseId) : undefined;
		if (state && mayRead(actor, state)) throw new Refusal('conflict', 'casework/visible-already');
		const found = state && (await mayAskFor(actor, state)) ? state : undefined;
		const row = {
			...{ pemda, id: newId(), number, caseId: found?.id ?? null },
			...{ holderPemda: found?.holderPemda ?? null, holderOfficeId: found?.holderOfficeId ?? null },
			...{ askedBy: actor.accountId, askedName: actor.name, askedPost: postOf(actor) },
			...{ reason: said, askedAt: at, waitsUntil: new Date(at.getTime() + hours * 3_600_000) },
		};
		if (!(await insertGlass(tx, row))) throw new Refusal('conflict', 'casework/asked-already');
		const line = { pemda, actor: labelOf(actor), act: 'casework/ask-to-open', origin: actor.origin };
		await record(tx, { ...line, subject: found ? `case:${found.id}` : `break-glass:${row.id}` });
	});
}

function postOf({ holdings }: Officer): string {
	const post = holdings.find(({ lentBy }) => !lentBy);
	return post ? `${post.postTitle}, ${post.officeName}` : '';
}
