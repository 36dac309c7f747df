import { type Actor, labelOf } from '#identity';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { findOffice } from '#regions';
import { startClocks } from './clocks.ts';
import { insertCustody, selectOpenCustody } from './store/custody.ts';
import { textOf } from './text.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

export type Offer = CaseRef & { to: { pemda: string; officeId: string }; reason: string };

/**
 * Offers a case to another office, of this government or another. The giver holds it until the receiver says yes; the
 * person sees it, and the clock to solve runs on. Refuses an office that is none (`casework/no-such-office`) or works
 * outside the platform (`casework/office-outside`), the one that has it, and a second offer while one waits.
 */
export async function offerCase(actor: Actor, { to, reason, ...ref }: Offer): Promise<void> {
	const body = textOf('reason', reason);
	return workOnCase(actor, ref, 'offer', 'offer-case', async (work) => {
		const { tx, state, at } = work;
		const office = await findOffice(to.pemda, to.officeId);
		if (!office)
			throw new Refusal('invalid', 'casework/no-such-office', {
				fields: { office: 'refusal.casework.no-such-office' },
			});
		if (office.external) throw new Refusal('conflict', 'casework/office-outside');
		if (state.status === 'closed' || state.status === 'answered')
			throw new Refusal('conflict', 'casework/not-now');
		const open = await selectOpenCustody(tx, state.id);
		if (open.some((custody) => custody.state === 'offered'))
			throw new Refusal('conflict', 'casework/already-offered');
		if (to.officeId === state.holderOfficeId && to.pemda === state.holderPemda) {
			throw new Refusal('conflict', 'casework/already-theirs');
		}
		const custodyId = newId();
		await insertCustody(tx, {
			...{ id: custodyId, pemda: to.pemda, officeId: to.officeId, casePemda: state.pemda, caseId: state.id },
			...{ state: 'offered', reason: body, at, by: labelOf(actor), dueAt: state.dueAt },
			from: { pemda: state.holderPemda, officeId: state.holderOfficeId },
		});
		await work.change({
			readerOffices: [...new Set([...state.readerOffices, to.officeId])],
			readerPemda: [...new Set([...state.readerPemda, to.pemda])],
		});
		await startClocks(work, ['accept'], { custodyId, pemda: to.pemda });
		await work.write('offered', { body, detail: { toPemda: to.pemda, toOffice: to.officeId } });
	});
}
