import type { Actor } from '#identity';
import { listDrafts } from '../draft/get-draft.ts';
import { getOwnApplication, listOwnApplications } from './get-own.ts';

/**
 * Everything this room holds about the resident who asks and their businesses, as plain data: forms they have not sent,
 * applications with answers, files by name, and each step (UU 27/2022, Pasal 7: access and a copy).
 */
export async function exportOwnApplications(actor: Actor) {
	const drafts = (await listDrafts(actor)).map(({ serviceId, owner, answers, files, startedAt }) => ({
		...{ serviceId, owner, answers, startedAt, files: files.map(({ paper, name }) => ({ paper, name })) },
	}));
	const applications: object[] = [];
	for (let before: Date | undefined, more = true; more; ) {
		const { lines, next } = await listOwnApplications(actor, before);
		for (const { number } of lines) applications.push(await exportOne(actor, number));
		more = next !== undefined;
		before = next;
	}
	return { drafts, applications };
}

async function exportOne(actor: Actor, number: string) {
	const { app, events, signatories, visits } = await getOwnApplication(actor, number);
	const { serviceId, applicantName, state, filedAt, promisedAt, answers, outcome, endedAt } = app;
	return {
		...{ number, serviceId, applicantName, state, filedAt, promisedAt, answers, outcome, endedAt },
		files: app.files.map(({ paper, name }) => ({ paper, name })),
		steps: events.map(({ at, kind, toState, role, reason }) => ({ at, kind, toState, role, reason })),
		...{ signatories, visits },
	};
}
