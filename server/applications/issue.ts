import { findStatus, issueDocument, supersedeDocument } from '#documents';
import { announce } from '#platform/events';
import { dayOf, endOf } from '#platform/workdays';
import { getOffice } from '#regions';
import { answersReadBy, evaluate } from '#rules';
import type { Output } from '#services';
import { type Application, subjectOf } from './application.ts';
import { askedIn, describeValue } from './describe-value.ts';
import { maskPrinted } from './mask-printed.ts';
import { selectRenewedBy } from './own/renewal-store.ts';
import { sealedJson } from './store/seal-numbers.ts';
import { append, factsNow, type Work } from './work.ts';

/** Gives a document with the next number of its series, in the same commit: signed by whoever decides. */
export async function issue(work: Work, outputId: string): Promise<void> {
	const { tx, definition, process, app, at } = work;
	const output = process.outputs.find(({ id }) => id === outputId);
	if (!output) throw new Error(`No output ${outputId} in this version`);
	const office = await getOffice(app.pemda, app.homeOfficeId);
	const validTo = validToOf(output, at);
	const { documentId, number } = await issueDocument(tx, {
		...{ pemda: app.pemda, subject: subjectOf(app), key: output.id, series: output.series },
		office: { id: office.id, name: office.name, function: definition.provider.function },
		numberPattern: output.number,
		title: output.title,
		body: { id: await filled(work, output, 'id'), en: await filled(work, output, 'en') },
		lines: await linesOf(work, output),
		holder: { kind: app.applicantKind, id: app.applicantId, name: app.applicantName },
		validTo,
		templateVersion: `${definition.id}/${output.id}@${app.versionHash.slice(0, 12)}`,
		snapshot: snapshotOf(app),
		signer: signerOf(work),
	});
	await takePlaceOf(work, output.id, documentId);
	const about = { output: output.id, documentId, number, validTo: validTo?.toISOString() ?? null };
	await append(work, 'issued', { about });
	await announce(tx, 'applications.issued', app.pemda, { pemda: app.pemda, id: app.id, ...about });
}

/** A renewal's document holds instead of the one before, unless that was revoked: the two name each other to whoever asks. */
async function takePlaceOf({ tx, app, definition }: Work, output: string, by: string): Promise<void> {
	const basis = definition.legalBasis[0]?.text ?? '';
	for (const { pemda, documentId: id } of await selectRenewedBy(tx, app.id, output)) {
		const status = await findStatus(tx, { pemda, id });
		const isOpen = status !== undefined && status !== 'revoked' && status !== 'superseded';
		if (isOpen && pemda === app.pemda) await supersedeDocument(tx, { pemda, id, by, basis });
	}
}

/** The last moment it holds: the end of the day before the same day so long after. */
export function validToOf({ valid }: Pick<Output, 'valid'>, at: Date): Date | null {
	if (!valid) return null;
	const [year = 0, month = 1, day = 1] = dayOf(at).split('-').map(Number);
	const months = valid.unit === 'month' ? valid.amount : valid.unit === 'year' ? valid.amount * 12 : 0;
	const target = new Date(Date.UTC(year, month - 1 + months, 1));
	const lastOfMonth = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
	target.setUTCDate(Math.min(day, lastOfMonth) + (valid.unit === 'day' ? valid.amount : 0));
	return endOf(target.toISOString().slice(0, 10));
}

/** `{field}` stands for an answer or a finding, in words. */
async function filled(work: Work, { body, prints }: Output, lang: 'id' | 'en'): Promise<string> {
	const fields = askedIn(work.definition);
	const { answers } = factsNow(work);
	let text = body[lang];
	for (const [whole, id = ''] of text.matchAll(/\{([a-zA-Z][a-zA-Z0-9]*)\}/g)) {
		const field = fields.get(id);
		const words = field ? await describeValue(lang, field, answers[id]) : '';
		const shown = isMasked(prints, id) ? maskPrinted(words) : words;
		text = text.replace(whole, () => shown || '–');
	}
	return text;
}

/** A line shows no more than the most careful of the fields it is worked out from. */
async function linesOf(work: Work, { lines, prints }: Output) {
	const facts = factsNow(work);
	const fields = askedIn(work.definition);
	return Promise.all(
		lines.map(async ({ label, value }) => {
			const field = typeof value === 'object' && value !== null && 'answer' in value ? value.answer : '';
			const asked = fields.get(field) ?? { id: '', label, kind: 'text' as const, options: undefined };
			const words = await describeValue('id', asked, evaluate(value, facts));
			const read = [...answersReadBy(value, work.definition.named)];
			const shown = read.some((id) => isMasked(prints, id)) ? maskPrinted(words) : words;
			return { label, value: shown || '–' };
		}),
	);
}

const isMasked = (prints: Output['prints'], id: string) =>
	prints?.some((one) => one.field === id && one.masked) ?? false;

function snapshotOf({ id, number, versionHash, answers, findings, seq, settledAt }: Application) {
	const known: object = JSON.parse(sealedJson({ answers, findings }));
	return { application: { id, number, seq, versionHash, settledAt }, ...known };
}

/** Whoever decides signs; silence that grants is signed by nobody. */
function signerOf({ actor, by }: Work) {
	if (actor.kind !== 'officer' || by.role === 'system') return null;
	const post = actor.holdings.find(({ officeId, role }) => officeId === by.officeId && role === by.role);
	return { postTitle: post?.postTitle ?? '', name: actor.name, accountId: actor.accountId };
}
