import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { dayOf } from '#platform/workdays';
import type { Answers } from '#rules';
import { fieldsFor, findNewestVersion, findProvider } from '#services';
import type { Draft, Party } from './draft.ts';
import { findKnown } from './known.ts';
import { draftScope, fillerOf, partiesOf } from './owner.ts';
import { insertDraft } from './store.ts';

const lastsDays = 90;
/** A form waits so long after its last answer. */
export const endOfDraft = (at: Date) => new Date(at.getTime() + lastsDays * 86_400_000);
/** A draft before its first answer. */
export const untouched = (at: Date) => ({
	seq: 0,
	sent: null,
	startedAt: at,
	changedAt: at,
	endsAt: endOfDraft(at),
});
const perDay = { count: 60, perSeconds: 86_400 };

export type NewDraft = {
	serviceId: string;
	/** Whom it is for; without, the only one it can be for. */
	partyId?: string | undefined;
	/** A kabupaten or kota, of a service of the regencies. */
	region?: string | undefined;
	/** Of the check that was made before: carried over, so that nothing is asked twice. */
	answers?: Answers;
};

/**
 * Begins an application, to be resumed on any device for ninety days after its last answer. Refuses
 * `services/no-such-service`, `applications/not-online` (applied for at the office), `applications/party-missing` and
 * `applications/party-wrong` (for whom), `applications/region-missing`, `people/sign-in-needed`, `people/not-in-mandate`.
 */
export async function startDraft(actor: Actor, typed: NewDraft): Promise<Draft> {
	const filler = fillerOf(actor);
	const owner = chooseParty(await partiesOf(actor), typed.partyId);
	await spend(`applications begun by ${filler.accountId}`, perDay);
	const draft = await newDraft(typed, {
		owner,
		fillerId: filler.accountId,
		mandateId: filler.actsFor?.mandateId ?? null,
		channel: filler.kind === 'officer' ? 'counter' : 'web',
		known: await findKnown(actor, owner),
	});
	await withScope(draftScope(actor), (tx) => insertDraft(tx, draft));
	return draft;
}

function chooseParty(parties: Party[], wanted: string | undefined): Party {
	const party =
		wanted === undefined && parties.length === 1 ? parties[0] : parties.find(({ id }) => id === wanted);
	if (party) return party;
	const code = wanted === undefined ? 'applications/party-missing' : 'applications/party-wrong';
	throw new Refusal('invalid', code, { fields: { party: `refusal.${code.replace('/', '.')}` } });
}

/** A draft of the newest version, over nothing that is stored yet. Refuses as `startDraft` does. */
export async function newDraft(
	{ serviceId, region, answers = {} }: NewDraft,
	whose: Pick<Draft, 'owner' | 'fillerId' | 'mandateId' | 'known'> & Partial<Draft>,
): Promise<Draft> {
	const { definition, hash } = await findNewestVersion(serviceId);
	if (!definition.process) throw new Refusal('conflict', 'applications/not-online');
	const suited = definition.audience.includes(whose.owner.kind === 'person' ? 'resident' : 'business');
	if (!suited) {
		throw new Refusal('invalid', 'applications/party-wrong', {
			fields: { party: 'refusal.applications.party-wrong' },
		});
	}
	const asked = region === '' ? undefined : region;
	if (!(await findProvider(definition, asked))) {
		throw new Refusal('invalid', 'applications/region-missing', {
			fields: { region: 'refusal.applications.region-missing' },
		});
	}
	const at = now();
	return {
		...{
			id: newId(),
			channel: 'web',
			counter: null,
			serviceId,
			versionHash: hash,
			region: asked?.slice(0, 5) ?? null,
		},
		answers: fieldsFor(definition, answers, dayOf(at)).answers,
		...{ files: [], corrects: null, renews: null },
		...untouched(at),
		...whose,
	};
}
