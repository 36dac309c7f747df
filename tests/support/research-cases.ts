import assert from 'node:assert/strict';
import { type ApplicationRef, openApplication, resumeDraft, startDraft, takeTransition } from '#applications';
import type { Resident } from '#identity';
import { migratorDb, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { fieldsFor, findNewestVersion } from '#services';
import { type Desk, deskOf, officerAt, province } from './cases.ts';
import { resident } from './residents.ts';

/** Applications for a research letter while somebody changes that service. */
const serviceId = 'izin-penelitian';
type Running = { ref: ApplicationRef; steps: string[] };
export type ResearchCases = { applicant: Resident; draftId: string; running: Running[] };

/** So many that run, in every state an officer or the applicant has them, and a form that was begun. */
export async function openResearchCases(count: number): Promise<ResearchCases> {
	const { definition, hash } = await findNewestVersion(serviceId);
	const example = definition.examples.find(({ route }) => route);
	assert.ok(example);
	const { answers } = fieldsFor(definition, { ...example.answers, ...example.fields }, '2026-11-24');
	const applicant = await resident('nik', 'Siti Contoh');
	const home = await deskOf(province, 'licensing');
	const running: Running[] = [];
	for (let at = 0; at < count; at++) {
		const sent = await withScope({ account: applicant.accountId }, (tx) =>
			openApplication(tx, applicant, {
				...{ pemda: province, office: { id: home.officeId, name: home.officeName }, serviceId },
				...{ versionHash: hash, applicant: { kind: 'person', id: applicant.accountId, name: 'Siti Contoh' } },
				...{ actsFor: null, answers, files: [], channel: 'web', key: newId(), lang: 'id', region: '12.09' },
			}),
		);
		const ref = { pemda: sent.pemda, id: sent.id };
		const before = [[], ['ask-correction'], ['complete'], ['complete', 'assess']][at % 4] ?? [];
		for (const step of before) await take(ref, step);
		const rest = { check: ['complete', 'assess', 'refuse'], review: ['assess', 'refuse'] };
		const steps = [rest.check, ['corrected', ...rest.check], rest.review, ['refuse']][at % 4] ?? [];
		running.push({ ref, steps });
	}
	const begun = { serviceId, partyId: applicant.accountId, answers: example.answers };
	return { applicant, draftId: (await startDraft(applicant, begun)).id, running };
}

/** Each goes on to its end under the version it was sent with; the form that was begun asks what is new. */
export async function goOn({ applicant, draftId, running }: ResearchCases, newField: string): Promise<void> {
	assert.deepEqual(await versionsOf(running), [{ versions: 1, hasNew: false }]);
	for (const { ref, steps } of running) {
		for (const step of steps) {
			if (step === 'corrected') await takeTransition(applicant, { ...ref, transition: step, key: newId() });
			else await take(ref, step);
		}
	}
	const { rows } = await migratorDb.query<{ count: number }>({
		text: `select count(*)::int as count from applications.application where id = any($1) and outcome = 'refused'`,
		values: [running.map(({ ref }) => ref.id)],
	});
	assert.equal(rows[0]?.count, running.length, 'each came to its end');
	const { form, definition } = await resumeDraft(applicant, draftId);
	assert.equal(form.answers['researcher'], 'student', 'what was answered stays');
	assert.ok(JSON.stringify(definition.process?.pages).includes(newField), 'and what is new is asked');
}

async function versionsOf(running: Running[]) {
	const { rows } = await migratorDb.query<{ versions: number; hasNew: boolean }>({
		text: `select count(distinct a.version_hash)::int as versions, bool_or(v.version > 1) as "hasNew"
			from applications.application a join services.version v on encode(v.hash, 'hex') = a.version_hash
			where a.id = any($1)`,
		values: [running.map(({ ref }) => ref.id)],
	});
	return rows;
}

/** Somebody of the office that holds it, each time another. */
async function take(ref: ApplicationRef, transition: string): Promise<void> {
	const { rows } = await migratorDb.query<Desk>({
		text: `select holder_pemda as pemda, holder_office_id as "officeId", 'Dinas' as "officeName"
			from applications.application where id = $1`,
		values: [ref.id],
	});
	const [holder] = rows;
	assert.ok(holder);
	const { definition } = await findNewestVersion(serviceId);
	const lists =
		definition.process?.states.flatMap(({ checklist = [] }) => checklist.map(({ id }) => id)) ?? [];
	await takeTransition(officerAt(holder, transition === 'refuse' ? 'office-head' : 'officer'), {
		...{ ...ref, transition, key: newId(), reason: 'Alasan yang dapat dibaca.', checklist: lists },
		...(transition === 'assess' ? { findings: { impact: 'none' } } : {}),
		correction: { items: [{ field: 'title', reason: 'Judulnya kurang jelas.' }] },
	});
}
