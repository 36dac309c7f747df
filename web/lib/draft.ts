import { type Cookies, type RequestEvent, redirect } from '@sveltejs/kit';
import { findSubject } from '#regions';
import { type Draft, findDraft, startDraft } from '#reports';

const cookie = 'lapor';
const weekSeconds = 7 * 24 * 3600;

/** The report this browser is filling in; without one the first question. */
export async function openDraft({ cookies }: { cookies: Cookies }): Promise<Draft> {
	const draft = await findDraft(cookies.get(cookie));
	if (!draft) redirect(303, '/lapor');
	if (draft.receipt) redirect(303, '/lapor/terkirim');
	return draft;
}

/** Also one that was sent already. */
export function findOwnDraft(cookies: Cookies): Promise<Draft | undefined> {
	return findDraft(cookies.get(cookie));
}

export async function openOrStartDraft({ cookies, url }: RequestEvent): Promise<Draft> {
	const draft = await findDraft(cookies.get(cookie));
	if (draft && !draft.receipt) return draft;
	const started = await startDraft();
	keepDraft(cookies, url, started.token);
	return started.draft;
}

export function keepDraft(cookies: Cookies, url: URL, token: string): void {
	const secure = url.protocol === 'https:';
	cookies.set(cookie, token, {
		path: '/lapor',
		httpOnly: true,
		sameSite: 'lax',
		secure,
		maxAge: weekSeconds,
	});
}

export function draftToken(cookies: Cookies): string | undefined {
	return cookies.get(cookie);
}

export function forgetDraft(cookies: Cookies): void {
	cookies.delete(cookie, { path: '/lapor' });
}

type Step =
	| 'teks'
	| 'jenis'
	| 'topik'
	| 'tempat'
	| 'titik'
	| 'aset'
	| 'foto'
	| 'identitas'
	| 'kontak'
	| 'serupa'
	| 'periksa';

/** The questions this report has, in order: some depend on what was answered. */
export async function stepsOf({ answers }: Draft): Promise<Step[]> {
	const subject = answers.subject ? await findSubject(answers.subject) : undefined;
	const known = answers.region !== null;
	return [
		'teks',
		'jenis',
		'topik',
		'tempat',
		...(known ? (['titik'] as const) : []),
		...(subject?.assetClasses.length ? (['aset'] as const) : []),
		'foto',
		'identitas',
		...(answers.privacy === 'anonymous' ? [] : (['kontak'] as const)),
		'serupa',
		'periksa',
	];
}

export const pathOf = (step: Step): string => (step === 'teks' ? '/lapor' : `/lapor/${step}`);

/** Where a page of the form stands: "Langkah 2 dari 10", the page before, the page after. */
export async function placeInForm(draft: Draft, step: Step) {
	const steps = await stepsOf(draft);
	const at = steps.indexOf(step);
	const [before, after] = [steps[at - 1], steps[at + 1]];
	return {
		count: at + 1,
		total: steps.length,
		back: before ? pathOf(before) : undefined,
		next: after ? pathOf(after) : '/lapor/periksa',
	};
}

/** After an answer: the next question, or back to the answers when one of them was being changed. */
export async function goOn(event: RequestEvent, draft: Draft, step: Step): Promise<never> {
	if (event.url.searchParams.has('ubah')) redirect(303, '/lapor/periksa');
	redirect(303, (await placeInForm(draft, step)).next);
}
