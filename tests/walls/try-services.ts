import type { Actor, Officer } from '#identity';
import * as services from '#services';
import { desks, officerIn } from './actors.ts';
import type { Thing, Try } from './try.ts';

/** How acts on definitions of services are tried: those of the province's public works. */
type ServiceThing = Thing & { id: string; more: Record<string, string> };

const maker = (await officerIn(desks.province, 'administrator', 'administrator who drafts')).actor;
const { definition } = await services.findNewestVersion('izin-penelitian');
let count = 0;
const fresh = () => ({
	...definition,
	id: `izin-percobaan-${++count}`,
	provider: { tier: 'province', function: 'public-works' },
});
const seen = { revision: 2 };
const policy = { drafts: { way: 'reconcile' }, running: { way: 'pin' } };

async function draft(): Promise<ServiceThing> {
	const begun = fresh();
	const { draftId } = await services.beginDraft(maker, begun);
	await services.saveDraft(maker, { draftId, revision: 1 }, { ...begun, events: ['informasi'] });
	return { ref: { pemda: '12' }, id: draftId, more: { service: begun.id } };
}

export const serviceThings = {
	draft,
	'sent-draft': async () => {
		const one = await draft();
		await services.sendDraft(maker, { draftId: one.id, ...seen }, policy);
		return one;
	},
};

const officer = (run: (actor: Officer, draftId: string, one: ServiceThing) => Promise<unknown>) => ({
	run: (actor: Actor, one: ServiceThing) => (actor.kind === 'officer' ? run(actor, one.id, one) : undefined),
});

export const serviceTries: Record<string, Try<ServiceThing>> = {
	'services.listEditable': { keeps: true, ...officer((a) => services.listEditable(a)) },
	'services.getDraft': { keeps: true, ...officer((a, id) => services.getDraft(a, id)) },
	'services.openDraft': officer((a) => services.openDraft(a, 'izin-penelitian')),
	'services.beginDraft': officer((a) => services.beginDraft(a, fresh())),
	'services.saveDraft': officer((a, draftId, { more }) =>
		services.saveDraft(a, { draftId, ...seen }, { ...fresh(), id: more['service'] }),
	),
	'services.undoDraft': officer((a, draftId) => services.undoDraft(a, { draftId, ...seen })),
	'services.dropDraft': officer((a, draftId) => services.dropDraft(a, { draftId, ...seen })),
	'services.startSimulation': officer((a, draftId) => services.startSimulation(a, { draftId, ...seen })),
	'services.sendDraft': officer((a, draftId) => services.sendDraft(a, { draftId, ...seen }, policy)),
	'services.publishDefinition': officer((a, draftId) => services.publishDefinition(a, { draftId, ...seen })),
};
