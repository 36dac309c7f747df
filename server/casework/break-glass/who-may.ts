import { type Actor, type Holding, type Officer, overseenBy } from '#identity';
import { findOffice } from '#regions';
import type { CaseState } from '../case.ts';
import { mayRead } from '../policy.ts';

type Held = { holderPemda: string | null; holderOfficeId: string | null };

/** Only by posts of one's own: what was lent does not reach into what is confidential elsewhere. */
function own(officer: Officer): Officer {
	return { ...officer, holdings: officer.holdings.filter((post) => !post.lentBy) };
}

/** Whoever would read the case if it were not confidential, and the inspectorate of the government that has it. */
export async function mayAskFor(actor: Officer, state: CaseState): Promise<boolean> {
	const asker = own(actor);
	if (mayRead(asker, { ...state, privacy: 'named' })) return true;
	return isInspector(asker, state.holderPemda);
}

/**
 * The second person: leaders of the government that has the case, its inspectorate's head, the head of the office that
 * handles it, and its overseers. That it is not whoever asked, the act and the table see to.
 */
export async function mayDecideAbout(actor: Officer, held: Held): Promise<boolean> {
	const { holdings } = own(actor);
	const heads = holdings.filter((post) => post.role === 'office-head');
	return (
		holdings.some((post) => oversees(post, held) || leads(post, held)) ||
		heads.some((post) => post.pemda === held.holderPemda && post.officeId === held.holderOfficeId) ||
		isInspector({ ...actor, holdings: heads }, held.holderPemda)
	);
}

function oversees(post: Holding, { holderPemda }: Held): boolean {
	const overseen = overseenBy(post);
	return overseen !== null && (overseen === '*' || overseen === holderPemda);
}

function leads(post: Holding, held: Held): boolean {
	return (post.role === 'secretary' || post.role === 'regional-head') && post.pemda === held.holderPemda;
}

async function isInspector(actor: Officer, pemda: string | null): Promise<boolean> {
	const offices = await Promise.all(
		actor.holdings
			.filter((post) => post.pemda === pemda)
			.map((post) => findOffice(post.pemda, post.officeId)),
	);
	return offices.some((office) => office?.kind === 'inspectorate');
}

/** Somebody with a desk or a leader's post may ask about any number; what comes of it depends on the case. */
export function mayAskAtAll(actor: Actor): actor is Officer {
	return (
		actor.kind === 'officer' &&
		actor.holdings.some((post) => !post.lentBy && post.role !== 'administrator' && post.role !== 'operator')
	);
}
