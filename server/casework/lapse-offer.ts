import { newId } from '#platform/ids';
import { listOffices } from '#regions';
import { startClocks } from './clocks.ts';
import { endCustody, insertCustody, type OpenCustody, selectOpenCustody } from './store/custody.ts';
import { refreshDue } from './store/deadlines.ts';
import type { Work } from './work-on-case.ts';

const system = 'system:clock';

/**
 * Silence of a receiver: the offer is void and the giver still holds the case. The offer goes up inside the receiving
 * government, first to its desk, then to its secretariat; when those are silent too it ends with the line that says so.
 */
export async function lapseOffer(work: Work): Promise<void> {
	const { tx, state, at } = work;
	const offer = (await selectOpenCustody(tx, state.id)).find((custody) => custody.state === 'offered');
	if (!offer) return;
	await endCustody(tx, offer.pemda, offer.id, { state: 'lapsed', at, by: system });
	await work.write('lapsed', { office: { pemda: offer.pemda, officeId: offer.officeId } });
	const next = await nextDesk(offer);
	if (next) await offerOn(work, offer, next);
	else await refreshDue(tx, state.pemda, state.id);
}

type Next = { id: string; name: string; role: 'triage' | 'secretary' };

async function nextDesk(offer: OpenCustody): Promise<Next | undefined> {
	const [desk] = await listOffices(offer.pemda, { function: 'desk' });
	const [secretariat] = await listOffices(offer.pemda, { function: 'secretariat' });
	if (offer.officeId === secretariat?.id) return undefined;
	if (desk && offer.officeId !== desk.id) return { ...desk, role: 'triage' };
	return secretariat && { ...secretariat, role: 'secretary' };
}

async function offerOn(work: Work, lapsed: OpenCustody, next: Next): Promise<void> {
	const { tx, state, at } = work;
	const id = newId();
	await insertCustody(tx, {
		...{ id, pemda: lapsed.pemda, officeId: next.id, casePemda: state.pemda, caseId: state.id },
		...{ state: 'offered', reason: lapsed.reason, at, by: system, dueAt: state.dueAt },
		from: { pemda: state.holderPemda, officeId: state.holderOfficeId },
	});
	const secret = state.privacy === 'confidential';
	const offices = secret ? [state.holderOfficeId, next.id] : [...state.readerOffices, next.id];
	await work.change({ readerOffices: [...new Set(offices)] });
	await startClocks(work, ['accept'], { custodyId: id, pemda: lapsed.pemda });
	await work.write('escalated', {
		body: next.name,
		detail: {
			reason: 'no-answer',
			role: next.role,
			pemda: lapsed.pemda,
			office: next.id,
			vacant: false,
			vacantPassed: [],
		},
	});
}
