import * as applications from '#applications';
import * as casework from '#casework';
import type { Actor, Officer } from '#identity';
import * as identity from '#identity';
import { editorOf } from '#lib/editor.ts';
import * as people from '#people';
import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { dayOf } from '#platform/workdays';
import * as regions from '#regions';
import * as sso from '#sso';
import { asahan } from '../support/cases.ts';
import { appFields } from '../support/oidc-door.ts';
import { newNik, resident } from '../support/residents.ts';
import { desks, officerIn } from './actors.ts';
import type { Thing, Try } from './try.ts';
import { applicationThings, applicationTries } from './try-applications.ts';
import { documentThings, documentTries } from './try-documents.ts';
import { paymentThings, paymentTries } from './try-payments.ts';
import { renaksiThings, renaksiTries } from './try-renaksi.ts';
import { serviceThings, serviceTries } from './try-services.ts';

/** How each act on a government's own papers and at its counters is tried; the government is Asahan. */
export type HouseThing = Thing & { id: string; more: Record<string, string> };

const pemda = asahan;
const thing = (id = '', more: Record<string, string> = {}): HouseThing => ({ ref: { pemda }, id, more });
/** Whoever makes the things: administrators and a head who are not among those who try. */
const maker = (await officerIn(desks.own, 'administrator', 'administrator who makes')).actor;
const head = (await officerIn(desks.own, 'secretary', 'secretary who makes')).actor;
const today = dayOf(now());
let count = 0;

/** A post of the government that anybody may be given. */
const postId = await (async () => {
	const { rows } = await migratorDb.query<{ id: string }>({
		text: "select id from regions.post where pemda = $1 and office_id = $2 and title = 'Walls officer'",
		values: [pemda, desks.office.officeId],
	});
	return rows[0]?.id ?? '';
})();
const holding = { pemda, postId, acting: null, from: today, to: null };
const csv = () =>
	new TextEncoder().encode(`nama,surel,kantor,jabatan\nSri,impor.${++count}@contoh.example,pupr,officer\n`);

const clocks = casework.clockCodes.flatMap((code) => casework.classes.map((kind) => [code, kind] as const));

export const houseThings: Record<string, () => Promise<HouseThing>> = {
	...applicationThings,
	...documentThings,
	...paymentThings,
	...renaksiThings,
	...serviceThings,
	house: async () => thing(),
	account: async () => {
		const { actor } = await officerIn(desks.own, 'officer', `officer managed ${++count}`);
		const { rows } = await migratorDb.query<{ id: string }>({
			text: 'select id from identity.holding where account_id = $1',
			values: [actor.accountId],
		});
		return thing(actor.accountId, { holding: rows[0]?.id ?? '' });
	},
	provincial: async () =>
		thing((await officerIn(desks.province, 'officer', `officer above ${++count}`)).actor.accountId),
	proposal: async () => {
		const account = await houseThings['account']?.();
		const ref = { pemda, accountId: account?.id ?? '' };
		await identity.proposeFactorReset(maker, { ...ref, reason: 'Ponselnya hilang di pasar.' });
		const { waiting } = await identity.listProposals(maker, pemda);
		return thing(waiting.find((one) => one.accountId === ref.accountId)?.id ?? '');
	},
	import: async () => {
		const { importId } = await identity.prepareImport(maker, {
			pemda,
			fileName: 'petugas.csv',
			bytes: csv(),
		});
		return thing(importId);
	},
	imported: async () => {
		const made = await houseThings['import']?.();
		await identity.runImport({ pemda, importId: made?.id ?? '' });
		await migratorDb.query({
			text: "update identity.import_row set password = 'x' where import_id = $1",
			values: [made?.id],
		});
		return made ?? thing();
	},
	app: async () => thing((await sso.registerApp(maker, appFields({ pemda }))).id),
	provider: async () => {
		const id = newId();
		await migratorDb.query({
			text: `insert into sso.outside (pemda, id, name, issuer, client_id, secret_sealed, for_whom, made_at, made_by)
				values ($1, $2, 'Akun Asahan', $3, 'x', 'x', 'officer', now(), 'walls')`,
			values: [pemda, id, `https://akun${++count}.asahan.example`],
		});
		return thing(id);
	},
	rule: async () => {
		// Another clock each time: a rule of the same day takes the place of the one before.
		const [code, kind] = clocks[++count % clocks.length] ?? ['escalate', '*'];
		const days = { code, class: kind, amount: 2, unit: 'day' } as const;
		const rule = { ...days, pemda, legalBasis: 'Perbup Asahan (contoh)', validFrom: today };
		return thing((await casework.setClockRule(maker, rule)).ruleId);
	},
	duty: async () => thing((await regions.setResponsibility(editorOf(maker), duty())).ruleId),
	answer: async () =>
		thing(
			(await casework.saveTemplate(head, { pemda, title: 'Jawaban', body: 'Terima kasih.', subject: null }))
				.id,
		),
	removed: async () => {
		const made = await houseThings['answer']?.();
		await casework.removeTemplate(head, { pemda, id: made?.id ?? '' });
		return made ?? thing();
	},
	resident: async () => {
		const { code } = await people.makeCounterCode(await resident());
		return thing('', { code });
	},
};

const duty = () => ({
	...({
		subject: 'road.bridge',
		region: '12.09.19',
		tier: 'regency',
		function: 'public-works',
		confidence: 0.9,
	} as const),
	...{ legalBasis: 'Perbup Asahan (contoh)', note: 'Contoh untuk ujian.', validFrom: today },
});

const officer = (run: (actor: Officer, thing: HouseThing) => Promise<unknown>): Try<HouseThing> => ({
	run: (actor: Actor, one: HouseThing) => (actor.kind === 'officer' ? run(actor, one) : undefined),
});
const reads = (run: (actor: Officer, thing: HouseThing) => Promise<unknown>) => ({
	keeps: true,
	...officer(run),
});
const anybody = (run: (actor: Actor, thing: HouseThing) => Promise<unknown>): Try<HouseThing> => ({ run });
const ref = ({ id }: HouseThing) => ({ pemda, accountId: id });
const person = () => ({ name: 'Budi (contoh)', document: 'ktp-el', ...newNik() });
const inAMonth = dayOf(new Date(now().getTime() + 30 * 86_400_000));

export const houseTries: Record<string, Try<HouseThing>> = {
	'casework.listTemplates': reads((a) => casework.listTemplates(a, pemda)),
	'casework.listTemplateLines': reads((a) => casework.listTemplateLines(a, pemda)),
	'casework.saveTemplate': officer((a) =>
		casework.saveTemplate(a, { pemda, title: 'Baru', body: 'Terima kasih.', subject: null }),
	),
	'casework.removeTemplate': officer((a, { id }) => casework.removeTemplate(a, { pemda, id })),
	'casework.restoreTemplate': officer((a, { id }) => casework.restoreTemplate(a, { pemda, id })),
	'casework.setClockRule': officer((a) =>
		casework.setClockRule(a, {
			...{ pemda, code: 'escalate', class: '*', amount: 1 + (++count % 900), unit: 'day', validFrom: today },
			legalBasis: 'Perbup Asahan (contoh)',
		}),
	),
	'casework.endClockRule': officer((a, { id }) => casework.endClockRule(a, { ruleId: id, lastDay: today })),
	'identity.listOfficers': reads((a) => identity.listOfficers(a, pemda, {})),
	'identity.getOfficer': reads((a, one) => identity.getOfficer(a, ref(one))),
	'identity.createOfficer': officer((a) =>
		identity.createOfficer(a, { ...holding, email: `baru.${++count}@contoh.example`, name: 'Sri Rejeki' }),
	),
	'identity.givePost': officer((a, { id }) => identity.givePost(a, { ...holding, accountId: id })),
	'identity.endHolding': officer((a, { more }) =>
		identity.endHolding(a, { pemda, holdingId: more['holding'] ?? '', to: today }),
	),
	'identity.endSessions': officer((a, one) => identity.endSessions(a, ref(one))),
	'identity.correctName': officer((a, one) => identity.correctName(a, { ...ref(one), name: 'Nama Baru' })),
	'identity.resetPassword': officer((a, one) => identity.resetPassword(a, ref(one))),
	'identity.suspendOfficer': officer((a, one) =>
		identity.suspendOfficer(a, { ...ref(one), suspended: true }),
	),
	'identity.proposeFactorReset': officer((a, one) =>
		identity.proposeFactorReset(a, { ...ref(one), reason: 'Ponselnya hilang di pasar.' }),
	),
	'identity.proposeOperator': officer((a, { id }) =>
		identity.proposeOperator(a, { accountId: id, reason: 'Menggantikan yang pindah.' }),
	),
	'identity.listProposals': reads((a) => identity.listProposals(a, pemda)),
	'identity.countProposals': reads((a) => identity.countProposals(a)),
	'identity.decideProposal': officer((a, { id }) => identity.decideProposal(a, { pemda, id }, 'approved')),
	'identity.withdrawProposal': officer((a, { id }) => identity.withdrawProposal(a, { pemda, id })),
	'identity.prepareImport': officer((a) =>
		identity.prepareImport(a, { pemda, fileName: 'petugas.csv', bytes: csv() }),
	),
	'identity.listImports': reads((a) => identity.listImports(a, pemda)),
	'identity.getImport': reads((a, { id }) => identity.getImport(a, { pemda, importId: id })),
	'identity.startImport': officer((a, { id }) => identity.startImport(a, { pemda, importId: id })),
	'identity.takeFirstPasswords': officer((a, { id }) =>
		identity.takeFirstPasswords(a, { pemda, importId: id }),
	),
	'identity.setRule': officer((a) => identity.setRule(a, { code: 'decide-days', value: '3' })),
	'sso.listApps': { keeps: true, ...anybody((a) => sso.listApps(a, pemda)) },
	'sso.getApp': { keeps: true, ...anybody((a, { id }) => sso.getApp(a, { pemda, id })) },
	'sso.registerApp': anybody((a) => sso.registerApp(a, appFields({ pemda }))),
	'sso.changeApp': anybody((a, { id }) => sso.changeApp(a, { ...appFields({ pemda }), pemda, id })),
	'sso.rotateSecret': anybody((a, { id }) => sso.rotateSecret(a, { pemda, id, leaked: false })),
	'sso.disableApp': anybody((a, { id }) => sso.disableApp(a, { pemda, id, disabled: true })),
	'sso.listOutside': { keeps: true, ...anybody((a) => sso.listOutside(a, pemda)) },
	'sso.addOutside': anybody((a) =>
		sso.addOutside(a, {
			...{
				pemda,
				name: 'Akun',
				issuer: 'http://localhost:1',
				clientId: 'x',
				secret: 'x',
				forWhom: 'officer',
			},
		}),
	),
	'sso.disableOutside': anybody((a, { id }) => sso.disableOutside(a, { pemda, id })),
	'regions.setResponsibility': officer((a) => regions.setResponsibility(editorOf(a), duty())),
	'regions.endResponsibility': officer((a, { id }) =>
		regions.endResponsibility(editorOf(a), { ruleId: id, lastDay: today, note: 'Contoh untuk ujian.' }),
	),
	'regions.connectOffice': officer((a) =>
		regions.connectOffice(editorOf(a), { pemda, officeId: desks.own.officeId, endpoint: null }),
	),
	'people.findCounterPost': { keeps: true, ...anybody((a) => people.findCounterPost(a, 'person')) },
	'people.assistAtCounter': anybody((a, { more }) => people.assistAtCounter(a, more['code'] ?? '')),
	'people.openAtCounter': anybody((a, { more }) => people.openAtCounter(a, more['code'] ?? '')),
	'people.openAtCounter~wrong': anybody((a) => people.openAtCounter(a, 'ABCD-EFGH')),
	'people.verifyAtCounter': anybody((a, { more }) =>
		people.verifyAtCounter(a, { ...person(), code: more['code'] ?? '' }),
	),
	'people.registerAtCounter': anybody((a) =>
		people.registerAtCounter(a, { ...person(), from: today, until: inAMonth, agreed: true }),
	),
	'people.hastenAtCounter': anybody((a) =>
		people.hastenAtCounter(a, { code: 'ABCD-EFGH', document: 'ktp-el', nik: newNik().nik }),
	),
	'applications.startAtCounter': anybody((a, { more }) =>
		applications.startAtCounter(a, { code: more['code'] ?? '', serviceId: 'izin-penelitian' }),
	),
	'people.verifyBusiness': anybody((a, { more }) =>
		people.verifyBusiness(a, { code: more['code'] ?? '', document: 'nib' }),
	),
	...applicationTries,
	...documentTries,
	...paymentTries,
	...renaksiTries,
	...serviceTries,
};
