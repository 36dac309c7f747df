import { type Actor, labelOf } from '#identity';
import { Refusal } from '#platform/refusal';
import { meetClocks, pauseClocks, startClocks } from './clocks.ts';
import { mayDecideOffer } from './policy.ts';
import { endCustody, holdCustody, type OpenCustody, selectOpenCustody } from './store/custody.ts';
import { cancelDeadlines, refreshDue } from './store/deadlines.ts';
import { textOf } from './text.ts';
import { type CaseRef, type Work, workOnCase } from './work-on-case.ts';

/** The receiver says yes: custody passes, and with it the clock to follow up. The clock to solve runs on. */
export async function acceptCase(actor: Actor, ref: CaseRef): Promise<void> {
	return workOnCase(actor, ref, 'read', 'accept-case', async (work) => {
		const { offer, held } = await offerToDecide(work);
		const { tx, at, state } = work;
		if (held) await endCustody(tx, held.pemda, held.id, { state: 'passed', at, by: labelOf(actor) });
		await holdCustody(tx, offer.pemda, offer.id, at, labelOf(actor));
		await cancelDeadlines(tx, state.id, at, ['follow-up']);
		await meetClocks(work, ['accept', 'verify']);
		const holder = { holderPemda: offer.pemda, holderOfficeId: offer.officeId };
		const readers =
			state.privacy === 'confidential' ? { readerOffices: [offer.officeId], readerPemda: [offer.pemda] } : {};
		const moved = { ...work, state: { ...state, ...holder } };
		await work.change({
			...holder,
			...readers,
			escalation: 0,
			...(state.status === 'new' ? { status: 'verified' } : {}),
		});
		await startClocks(moved, ['follow-up']);
		if (state.status === 'waiting') await pauseClocks(moved, 'waiting for the person');
		await work.write('accepted', { office: { pemda: offer.pemda, officeId: offer.officeId } });
	});
}

/** The receiver says no, and why: the giver keeps it. */
export async function refuseCase(
	actor: Actor,
	{ reason, ...ref }: CaseRef & { reason: string },
): Promise<void> {
	const body = textOf('reason', reason);
	return workOnCase(actor, ref, 'read', 'refuse-case', async (work) => {
		const { offer } = await offerToDecide(work);
		const { tx, at, state } = work;
		await endCustody(tx, offer.pemda, offer.id, { state: 'refused', at, by: labelOf(actor), refusal: body });
		await cancelDeadlines(tx, state.id, at, ['accept']);
		if (state.privacy === 'confidential') {
			await work.change({ readerOffices: [state.holderOfficeId], readerPemda: [state.holderPemda] });
		} else {
			await work.change({});
		}
		await refreshDue(tx, state.pemda, state.id);
		await work.write('refused', { body, office: { pemda: offer.pemda, officeId: offer.officeId } });
	});
}

async function offerToDecide(work: Work): Promise<{ offer: OpenCustody; held: OpenCustody | undefined }> {
	const open = await selectOpenCustody(work.tx, work.state.id);
	const offer = open.find((custody) => custody.state === 'offered');
	if (!offer) throw new Refusal('conflict', 'casework/nothing-offered');
	if (!mayDecideOffer(work.actor, offer, work.state)) throw new Refusal('forbidden', 'casework/not-yours');
	return { offer, held: open.find((custody) => custody.state === 'held') };
}
