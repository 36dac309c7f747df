import { type Actor, labelOf } from '#identity';
import { Refusal } from '#platform/refusal';
import { endCustody, selectOpenCustody } from './store/custody.ts';
import { cancelDeadlines, refreshDue } from './store/deadlines.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

/**
 * The giver takes an offer back before the receiver has answered: as if it had not been made, but for the lines that say
 * so. A confidential case goes out of the receiver's sight. Refuses `casework/nothing-offered`.
 */
export async function recallOffer(actor: Actor, ref: CaseRef): Promise<void> {
	return workOnCase(actor, ref, 'offer', 'recall-offer', async (work) => {
		const { tx, state, at } = work;
		const offer = (await selectOpenCustody(tx, state.id)).find((custody) => custody.state === 'offered');
		if (!offer) throw new Refusal('conflict', 'casework/nothing-offered');
		await endCustody(tx, offer.pemda, offer.id, { state: 'ended', at, by: labelOf(actor) });
		await cancelDeadlines(tx, state.id, at, ['accept']);
		const onlyGiver = { readerOffices: [state.holderOfficeId], readerPemda: [state.holderPemda] };
		await work.change(state.privacy === 'confidential' ? onlyGiver : {});
		await refreshDue(tx, state.pemda, state.id);
		await work.write('recalled', { detail: { toPemda: offer.pemda, toOffice: offer.officeId } });
	});
}
