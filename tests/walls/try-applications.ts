import * as applications from '#applications';
import type { Actor, Officer } from '#identity';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { openSample } from '../support/applications.ts';
import { asahan } from '../support/cases.ts';
import { desks, officerIn } from './actors.ts';
import type { Thing, Try } from './try.ts';

/** How acts on an application that public works of Asahan hold are tried; its health office is asked for an opinion. */
type Sent = Thing & { id: string; more: Record<string, string> };

const pemda = asahan;
const maker = (await officerIn(desks.own, 'officer', 'officer who moves applications')).actor;
const at = new Date(Date.now() + 7 * 86_400_000);
const place = 'Jalan Cokroaminoto 5';

async function step(id: string, transition: string, more: object): Promise<void> {
	await applications.takeTransition(maker, { pemda, id, transition, key: newId(), ...more });
}

async function application(): Promise<Sent> {
	const answers = { area: 20, owner: '1271014506900003', health: 'asma', hasHelper: false };
	const { id, number } = await openSample({ answers });
	return { ref: { pemda }, id, more: { number } };
}

async function visited(): Promise<Sent> {
	const one = await application();
	await step(one.id, 'tinjau', { checklist: ['lengkap'] });
	return one;
}

async function planned(): Promise<Sent> {
	const one = await visited();
	const inspectionId = newId();
	await applications.planInspection(maker, {
		pemda,
		id: one.id,
		...{ inspectionId, at, place, inspectorId: null },
	});
	return { ...one, more: { ...one.more, inspectionId } };
}

async function asked(): Promise<Sent> {
	const one = await visited();
	await step(one.id, 'tanya', { findings: { measured: 3 } });
	const { rows } = await migratorDb.query<{ id: string }>({
		text: `select id from applications.opinion where application_id = $1 and branch = 'sehat'`,
		values: [one.id],
	});
	return { ...one, more: { ...one.more, opinionId: rows[0]?.id ?? '' } };
}

export const applicationThings: Record<string, () => Promise<Sent>> = {
	application,
	visited,
	planned,
	asked,
};

const act = (run: (actor: Actor, thing: Sent) => Promise<unknown>): Try<Sent> => ({ run });
const read = (run: (actor: Actor, thing: Sent) => Promise<unknown>): Try<Sent> => ({ keeps: true, run });
const officer = (run: (actor: Officer, thing: Sent) => Promise<unknown>): Try<Sent> => ({
	keeps: true,
	run: (actor, thing) => (actor.kind === 'officer' ? run(actor, thing) : undefined),
});
const visit = ({ id, more }: Sent) => ({ pemda, id, inspectionId: more['inspectionId'] ?? newId() });
const opinion = ({ id, more }: Sent) => ({ pemda, id, opinionId: more['opinionId'] ?? '' });
const reason = 'Sudah kami lihat di tempat.';

export const applicationTries: Record<string, Try<Sent>> = {
	'applications.getApplication': read((a, { id }) => applications.getApplication(a, { pemda, id })),
	'applications.showNumbers': read((a, { id }) =>
		applications.showNumbers(a, { pemda, id, field: 'owner', reason }),
	),
	'applications.findApplicationRef': read((a, { more }) =>
		applications.findApplicationRef(a, pemda, more['number'] ?? ''),
	),
	'applications.listApplications': officer((a) =>
		applications.listApplications(a, { view: 'open' }).then(({ rows }) => rows),
	),
	'applications.countApplications': officer((a) =>
		applications.countApplications(a).then(({ open }) => open),
	),
	'applications.listStepFigures': officer((a) =>
		applications
			.listStepFigures(a, { days: 30 })
			.then((figures) => figures.filter((one) => one.pemda === pemda && one.steps.length > 0)),
	),
	'applications.listMoneyOfCase': read((a, { id }) => applications.listMoneyOfCase(a, { pemda, caseId: id })),
	'applications.takeTransition': act((a, { id }) =>
		applications.takeTransition(a, {
			...{ pemda, id, transition: 'tinjau', key: newId(), checklist: ['lengkap'] },
		}),
	),
	'applications.planInspection': act((a, one) =>
		applications.planInspection(a, { ...visit(one), at, place, inspectorId: null }),
	),
	'applications.cancelInspection': act((a, one) =>
		applications.cancelInspection(a, { ...visit(one), reason }),
	),
	'applications.recordInspection': act((a, one) =>
		applications.recordInspection(a, { ...visit(one), findings: { measured: 3 }, note: reason }),
	),
	'applications.giveOpinion': act((a, one) =>
		applications.giveOpinion(a, { ...opinion(one), verdict: 'agree' }),
	),
	'applications.recuseOpinion': act((a, one) => applications.recuseOpinion(a, { ...opinion(one), reason })),
	'applications.delegateOpinion': act((a, one) =>
		applications.delegateOpinion(a, { ...opinion(one), officeId: desks.counter.officeId, reason }),
	),
};
