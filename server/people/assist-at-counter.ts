import type { Actor, Level } from '#identity';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { getCounterPost } from './counters.ts';
import { findAtCounter, openAtCounter } from './open-at-counter.ts';
import { hashOfCode, parseCode } from './short-code.ts';
import { selectByCounterCode } from './store/codes.ts';

/** Whom an officer at a counter fills something in for, and what is known of them there. */
export type Assisted = {
	accountId: string;
	level: Level;
	party: { kind: 'person' | 'business'; id: string; name: string };
	/** What the officer was shown: the NIK masked. */
	known: { name: string | null; nik: string | null; birthDate: string | null };
	business: { nib: string; name: string; kbli: string[]; region: string } | null;
	office: { pemda: string; officeId: string };
};

/**
 * Takes the code a resident shows at a counter, so that an officer there can fill in something for them: once, on record
 * in the resident's ledger. Refuses `people/no-counter` and `people/counter-code-wrong` as `openAtCounter` does.
 */
export async function assistAtCounter(actor: Actor, typedCode: string): Promise<Assisted> {
	const { accountId, businessId } = await findAtCounter(actor, typedCode);
	const shown = await openAtCounter(actor, typedCode);
	const post = await getCounterPost(actor, businessId ? 'business' : 'person');
	const taken = await selectByCounterCode(hashOfCode('counter', parseCode(typedCode)), now(), true);
	if (taken?.accountId !== accountId) {
		throw new Refusal('invalid', 'people/counter-code-wrong', {
			fields: { code: 'refusal.people.counter-code-wrong' },
		});
	}
	const { business, level, name, nik, birthDate } = shown;
	return {
		...{ accountId, level, known: { name, nik, birthDate } },
		party: business
			? { kind: 'business', id: business.id, name: business.name }
			: { kind: 'person', id: accountId, name: name ?? '' },
		business,
		office: { pemda: post.pemda, officeId: post.officeId },
	};
}
