import type { Officer } from '#identity';
import { findOffice } from '#regions';
import { mayEditTemplates, mayUseTemplates } from './policy.ts';
import { listTemplates } from './reply-templates.ts';
import type { Template } from './store/templates.ts';

export type TemplateLine = Template & { officeName: string; mayEdit: boolean };

/** For whom somebody may write ready answers: a whole government, or one office of it. */
export type TemplateScope = { pemda: string; officeId: string | null; officeName: string };

/** The ready answers of a government with what the officer may do to each. */
export async function listTemplateLines(officer: Officer, pemda: string): Promise<TemplateLine[]> {
	return Promise.all(
		(await listTemplates(officer, pemda)).map(async (template) => ({
			...template,
			officeName: template.officeId ? ((await findOffice(pemda, template.officeId))?.name ?? '') : '',
			mayEdit: mayEditTemplates(officer, pemda, template.officeId),
		})),
	);
}

/** Governments whose ready answers the officer uses, and for whom they may write them: each post's office first. */
export function templateScopes(officer: Officer): { pemda: string[]; writes: TemplateScope[] } {
	const pemda = [...new Set(officer.holdings.map((post) => post.pemda))].filter((one) =>
		mayUseTemplates(officer, one),
	);
	const offices = officer.holdings.filter((post) => mayEditTemplates(officer, post.pemda, post.officeId));
	const whole = pemda.filter((one) => mayEditTemplates(officer, one));
	return {
		pemda,
		writes: [
			...offices.map((post) => ({ pemda: post.pemda, officeId: post.officeId, officeName: post.officeName })),
			...whole.map((one) => ({ pemda: one, officeId: null, officeName: '' })),
		],
	};
}
