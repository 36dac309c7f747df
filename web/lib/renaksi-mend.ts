import { officerOf } from '#lib/officer.ts';
import { Refusal } from '#platform/refusal';
import { listPlans, type Mend, mayVerify, previewMend } from '#renaksi';
import { findPemda } from './renaksi-names.ts';
import { readYear } from './renaksi-year.ts';

/** What the pages share that change a plan's score: for whom, and what it becomes. */
type Params = { pemda: string; year: string };
export const planRef = ({ pemda, year }: Params) => ({ pemda, year: readYear(year) });
export const planPath = ({ pemda, year }: Params) => `/meja/renaksi/${pemda}/${year}`;

export async function mendPage(locals: App.Locals, params: Params, mend: Mend | null) {
	const officer = officerOf(locals);
	if (!mayVerify(officer, params.pemda)) throw new Refusal('forbidden', 'renaksi/not-yours');
	const plans = await listPlans(params.pemda);
	if (!plans.some(({ year }) => year === planRef(params).year)) {
		throw new Refusal('not-found', 'renaksi/no-such-plan');
	}
	return {
		...planRef(params),
		government: await findPemda(params.pemda),
		...(await shown(locals, params, mend)),
	};
}

/** The preview, or the sentence that says why there is none: what was asked for stays in its field. */
async function shown(locals: App.Locals, params: Params, mend: Mend | null) {
	if (!mend) return { preview: null, fault: '' };
	try {
		const { before, after, counts, waiting } = await previewMend(officerOf(locals), planRef(params), mend);
		const say = ({ score, zone }: typeof before) => {
			return { score, zone: { id: zone.id, name: zone.name[locals.lang] } };
		};
		return { preview: { before: say(before), after: say(after), counts, waiting }, fault: '' };
	} catch (thrown) {
		if (!(thrown instanceof Refusal) || thrown.kind === 'not-found') throw thrown;
		return { preview: null, fault: locals.t(thrown.messageKey, thrown.params) };
	}
}

/** A moment in Medan as a form sends it; an invalid date for anything else. */
export const readMoment = (text: string): Date => new Date(`${text.slice(0, 16)}:00+07:00`);
