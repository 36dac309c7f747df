import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Db, withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { labelOf, type Officer } from './actor.ts';
import { isDay, today } from './new-holding.ts';
import { installation } from './note.ts';
import { requireFresh } from './require-fresh.ts';
import { insertRule, selectRules } from './store/rules.ts';

/** What an installation decides for itself: the newest row of each is in force. */
export type Rules = {
	/** From this day ('YYYY-MM-DD') posts give nothing without a second factor; 'offered': nobody has to. */
	'second-factor-from': string;
	/** For so many minutes after a factor was shown, dangerous acts do not ask again. */
	'fresh-minutes': number;
	/** A second person has so many days to decide. */
	'decide-days': number;
	/** A desk is lent for so many days at most. */
	'delegation-days': number;
	/** A confidential case that was opened for somebody closes after so many minutes. */
	'glass-minutes': number;
	/** Whoever asked to have one opened waits so many hours for the second person. */
	'glass-wait-hours': number;
	/** Whoever lost every contact and key gets back in after so many days, unless an old contact stops it. */
	'comeback-days': number;
	/** After so many hours where an officer at a counter saw their card. */
	'comeback-seen-hours': number;
};
export type RuleCode = keyof Rules;

const bounds = {
	'fresh-minutes': [1, 240],
	'decide-days': [1, 30],
	'delegation-days': [1, 366],
	'glass-minutes': [5, 480],
	'glass-wait-hours': [1, 168],
	'comeback-days': [1, 60],
	'comeback-seen-hours': [1, 168],
} as const;

/** Inside a transaction on its own connection: whoever waits for another one while holding one may wait for ever. */
export async function readRules(on?: Db): Promise<Rules> {
	const rows = await selectRules(on);
	const of = (code: RuleCode) => {
		const found = rows.find((row) => row.code === code);
		if (!found) throw new Error(`The rule ${code} is not there`);
		return found.value;
	};
	return {
		'second-factor-from': of('second-factor-from'),
		'fresh-minutes': Number(of('fresh-minutes')),
		'decide-days': Number(of('decide-days')),
		'delegation-days': Number(of('delegation-days')),
		'glass-minutes': Number(of('glass-minutes')),
		'glass-wait-hours': Number(of('glass-wait-hours')),
		'comeback-days': Number(of('comeback-days')),
		'comeback-seen-hours': Number(of('comeback-seen-hours')),
	};
}

export async function isSecondFactorRequired(): Promise<boolean> {
	return isRequired((await readRules())['second-factor-from']);
}

/** Days compare as text; 'offered' comes after every day. */
export function isRequired(from: string): boolean {
	return from <= today();
}

/**
 * A rule of the installation, from now. For operators who showed a factor lately, or the command line (null). Refuses
 * `identity/not-operator`, `identity/not-fresh`, `identity/rule-wrong`.
 */
export async function setRule(
	actor: Officer | null,
	{ code, value }: { code: RuleCode; value: string },
): Promise<void> {
	if (actor && !actor.isOperator) throw new Refusal('forbidden', 'identity/not-operator');
	if (actor) await requireFresh(actor);
	if (!fits(code, value)) {
		throw new Refusal('invalid', 'identity/rule-wrong', {
			fields: { [code]: 'refusal.identity.rule-wrong' },
		});
	}
	const by = actor ? labelOf(actor) : 'system:ssp';
	await withTx(async (tx) => {
		await insertRule(tx, { code, value, at: now(), by });
		const act = { pemda: installation, actor: by, act: 'identity/set-rule', subject: `rule:${code}` };
		await record(tx, { ...act, origin: actor?.origin ?? 'command line', detail: { value } });
	});
}

function fits(code: RuleCode, value: string): boolean {
	if (code === 'second-factor-from') return value === 'offered' || isDay(value);
	const [least, most] = bounds[code];
	return /^\d{1,3}$/.test(value) && Number(value) >= least && Number(value) <= most;
}
