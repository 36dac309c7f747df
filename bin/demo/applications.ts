import {
	fireApplicationClocks,
	getApplication,
	giveOpinion,
	openApplication,
	planInspection,
	takeTransition,
} from '#applications';
import type { Officer, Resident, Role } from '#identity';
import { now, setClock } from '#platform/clock';
import { withScope } from '#platform/db';
import { translate } from '#platform/i18n';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { getOffice, listOffices, listPemda } from '#regions';
import { type Definition, findNewestVersion, findProvider, type Leaf, listServices } from '#services';
import { type Dice, dice } from './dice.ts';
import { inventPerson } from './people.ts';

const days = 40;
const dayMs = 86_400_000;
const province = '12';

type Service = { id: string; hash: string; definition: Definition };
type Example = Definition['examples'][number];
type Running = { pemda: string; id: string; applicant: Resident; example: Example; patience: number };

/**
 * So many invented applications for the services that ship, sent over forty days and worked on day by day through the
 * rooms themselves, so that they end up in every state: at the desk, with the applicant, asked about, waiting for money,
 * granted, refused, lapsed. Nobody in them is real, and each name says so.
 */
export async function fillApplications(
	count: number,
	tell: (done: number) => void,
	end = now(),
): Promise<void> {
	const roll = dice(20_250_614);
	const services = await findServices();
	const governments = (await listPemda()).map(({ code }) => code).filter((code) => code !== province);
	let running: Running[] = [];
	let opened = 0;
	try {
		for (let day = 0; day < days; day++) {
			const morning = end.getTime() - (days - day) * dayMs;
			const due = Math.ceil(((day + 1) * count) / days) - opened;
			for (let turn = 0; turn < due; turn++) {
				setClock(() => new Date(morning + Math.floor((turn / Math.max(due, 1)) * (dayMs / 3))));
				const one = await open(roll, roll.pick(services), roll.pick(governments));
				if (one) running.push(one);
				opened++;
			}
			setClock(() => new Date(morning + dayMs / 2));
			const still: Running[] = [];
			for (const one of running) {
				if (roll.chance(0.45) || (await goesOn(roll, one))) still.push(one);
			}
			running = still;
			await fireApplicationClocks();
			tell(opened);
		}
	} finally {
		setClock();
	}
	await fireApplicationClocks();
}

async function findServices(): Promise<Service[]> {
	const lines = await listServices({ lang: 'id' });
	const all = await Promise.all(lines.map(({ id }) => findNewestVersion(id)));
	return all
		.filter(({ definition }) => definition.process !== undefined)
		.map(({ serviceId, hash, definition }) => ({ id: serviceId, hash, definition }));
}

async function open(
	roll: Dice,
	{ id, hash, definition }: Service,
	government: string,
): Promise<Running | undefined> {
	const office = await findProvider(definition, government);
	const example = roll.pick(definition.examples.filter(({ outcome }) => outcome === 'eligible'));
	if (!office) return undefined;
	const { name, email } = inventPerson(roll);
	const applicant = residentOf(name);
	const fields = 'fields' in example ? Object(example.fields) : {};
	const sent = await withScope({ account: applicant.accountId }, (tx) =>
		openApplication(tx, applicant, {
			...{ pemda: office.pemda, office: { id: office.id, name: office.name }, serviceId: id },
			...{ versionHash: hash, actsFor: null, answers: { ...example.answers, ...fields }, files: [] },
			...{ channel: roll.chance(0.2) ? 'counter' : 'web', key: newId(), lang: 'id', region: government },
			applicant: { kind: 'person', id: applicant.accountId, name },
			contact: { email, phone: '' },
		}),
	);
	return { pemda: sent.pemda, id: sent.id, applicant, example, patience: roll.whole(1, 9) };
}

/** What a rule of the service holds back stays where it is, as it would with people. */
async function goesOn(roll: Dice, one: Running): Promise<boolean> {
	try {
		return await workOn(roll, one);
	} catch (thrown) {
		if (thrown instanceof Refusal) return false;
		throw thrown;
	}
}

/** One day's step of one application; false once it is over, or nobody goes on with it. */
async function workOn(roll: Dice, one: Running): Promise<boolean> {
	const ref = { pemda: one.pemda, id: one.id };
	const seen = await getApplication(one.applicant, ref);
	if (seen.state.kind === 'end' || one.patience-- <= 0) return false;
	const opinion = seen.opinions.find(({ decidedAt, endedAt }) => !decidedAt && !endedAt);
	if (opinion) {
		const asked = await officerAt(opinion.officePemda, opinion.officeId, 'officer');
		const isNo = roll.chance(0.08);
		const reason = isNo ? 'Belum sesuai dengan rencana tata ruang (contoh).' : '';
		await giveOpinion(asked, { ...ref, opinionId: opinion.id, verdict: isNo ? 'object' : 'agree', reason });
		return true;
	}
	const { transition, actor } = (await choose(roll, one, seen)) ?? {};
	if (!transition || !actor) return true;
	if (seen.state.inspection && seen.inspections.length === 0 && actor.kind === 'officer') {
		const at = new Date(now().getTime() + 2 * dayMs);
		const place = 'Di alamat pada permohonan (contoh)';
		await planInspection(actor, { ...ref, inspectionId: newId(), at, place, inspectorId: null });
	}
	const needs = (what: string) => transition.requires.some((need) => need === what);
	const known = 'findings' in one.example ? Object(one.example.findings) : {};
	const found = (seen.state.findings ?? []).map((leaf) => [leaf.id, known[leaf.id] ?? find(leaf)]);
	const [paper] = seen.decision.papers;
	await takeTransition(actor, {
		...{ ...ref, transition: transition.id, key: newId(), findings: Object.fromEntries(found) },
		checklist: (seen.state.checklist ?? []).map(({ id }) => id),
		...(needs('reason') ? { reason: 'Syaratnya belum terpenuhi (contoh).' } : {}),
		...(needs('correction') && paper
			? { correction: { items: [{ paper: paper.id, reason: 'Berkasnya tidak terbaca (contoh).' }] } }
			: {}),
	});
	return true;
}

/** Something a visit may find, where the example does not say. */
function find({ kind, options, least = 1, most = 1_000_000 }: Leaf) {
	if (kind === 'boolean') return true;
	if (kind === 'choice') return options?.[0]?.value ?? null;
	if (kind === 'number' || kind === 'money') return Math.min(Math.max(least, 5), most);
	if (kind === 'day') return dayOf(now());
	return kind === 'text' || kind === 'long-text' ? 'Sesuai berkas (contoh)' : null;
}

type Seen = Awaited<ReturnType<typeof getApplication>>;

/** Mostly along the way of the example; now and then back to the applicant, or no. */
async function choose(roll: Dice, one: Running, { app, steps }: Seen) {
	const route: readonly string[] = 'route' in one.example ? (one.example.route ?? []) : [];
	const isOnWay = (to: string) => route.indexOf(to) > route.indexOf(app.state);
	const likely = steps.filter(({ to, hindrance }) => hindrance !== 'guard' && isOnWay(to.id));
	const other = steps.filter(({ to, transition }) => {
		if (transition.requires.some((need) => need === 'correction')) return to.kind === 'applicant';
		return to.outcome === 'refused';
	});
	const step = roll.chance(0.16) && other.length > 0 ? roll.pick(other) : likely[0];
	if (!step) return undefined;
	const role = step.transition.by.find((by) => by !== 'system');
	if (role === undefined) return undefined;
	if (role === 'applicant') return { transition: step.transition, actor: one.applicant };
	return { transition: step.transition, actor: await officerAt(app.holderPemda, app.holderOfficeId, role) };
}

function residentOf(name: string): Resident {
	return { kind: 'resident', name, level: 'verified', ...signedIn(['code']) };
}

/** Somebody invented with a post of this role at an office; where the role is the government's, at its leader's. */
async function officerAt(pemda: string, officeId: string, role: Role): Promise<Officer> {
	const office = await getOffice(pemda, officeId);
	const [first = office] =
		role === 'regional-head' ? await listOffices(pemda, { kinds: ['leader'] }) : [office];
	const name = `Petugas ${first.shortName || first.name} (contoh)`;
	const place = { pemda, officeId: first.id, officeName: first.name };
	const post = {
		...place,
		postId: newId(),
		postTitle: `${translate('id', `regions.role.${role}`)} (contoh)`,
		role,
		acting: null,
		lentBy: null,
	};
	const person = { isOperator: false, mustChangePassword: false, mustEnrol: false, holdings: [post] };
	return { kind: 'officer', name, ...person, ...signedIn(['password', 'totp']) };
}

function signedIn<const F extends Resident['factors']>(factors: F) {
	const ids = { accountId: newId(), sessionId: newId(), lang: 'id', origin: '203.0.113.0/24' } as const;
	return { ...ids, factors, freshAt: now(), actsFor: null };
}
