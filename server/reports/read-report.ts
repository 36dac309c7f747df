import type { z } from 'zod';
import { Refusal } from '#platform/refusal';
import { findRegion, findSubject } from '#regions';
import { type Report, report } from './report.ts';

/** A whole report from outside; refuses with a sentence for each field that is wrong (`reports/answers-wrong`). */
export async function readReport(input: unknown): Promise<Report> {
	const read = report.safeParse(input);
	if (!read.success) throw refusalOf(read.error);
	await checkReferences(read.data);
	return read.data;
}

export function refusalOf(error: z.ZodError): Refusal {
	const fields: Record<string, string> = {};
	for (const issue of error.issues) {
		const name = String(issue.path[0] ?? 'text');
		fields[name] ??= issue.message.startsWith('refusal.') ? issue.message : 'refusal.reports.answer-wrong';
	}
	return new Refusal('invalid', 'reports/answers-wrong', { fields });
}

/** Subjects and places must exist; a report that names neither contact nor secrecy is anonymous and may be. */
export async function checkReferences(answers: { subject?: string; region?: string | null }): Promise<void> {
	if (answers.subject !== undefined && !(await findSubject(answers.subject))) {
		throw new Refusal('invalid', 'reports/answers-wrong', {
			fields: { subject: 'refusal.reports.subject-missing' },
		});
	}
	if (answers.region && !(await findRegion(answers.region))) {
		throw new Refusal('invalid', 'reports/answers-wrong', {
			fields: { region: 'refusal.reports.region-missing' },
		});
	}
}
