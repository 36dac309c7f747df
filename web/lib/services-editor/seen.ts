import { textOf } from '#lib/act.ts';
import type { DraftFile } from '#services';

/** Which step of a draft a form was filled in on. */
export function seenIn(form: FormData): { draftId: string; revision: number } {
	return { draftId: textOf(form, 'draft'), revision: Number(textOf(form, 'revision')) };
}

type Say = App.Locals['t'];

/** Faults at a place and inside it, as somebody reads them. */
export function faultsAt({ faults }: Pick<DraftFile, 'faults'>, at: string, t: Say) {
	return faults
		.filter((one) => at === '' || one.at === at || one.at.startsWith(`${at}.`))
		.map(({ at: place, code, params }) => ({ at: place, text: t(`services.fault.${code}`, params) }));
}

/** Where on the editor's pages a fault is mended. */
export function placeOf(at: string): string {
	const [first = '', second = ''] = at.split('.');
	const inProcess = ['pages', 'states', 'transitions', 'outputs'].includes(second) ? second : 'process';
	if (first === 'process') return inProcess;
	if (['questions', 'eligibility', 'papers', 'fees', 'standard'].includes(first)) return first;
	return first === 'named' || first === 'examples' ? 'rules' : 'content';
}
