import { randomUUID } from 'node:crypto';
import * as casework from '#casework';
import * as identity from '#identity';
import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { put } from '#platform/storage';
import { dayOf } from '#platform/workdays';
import * as sso from '#sso';
import { createApiKey } from '../../server/doors/open311/keys.ts';
import { device, origin as from } from '../support/accounts.ts';
import { openSample } from '../support/applications.ts';
import { asahan, deskOf, openReport } from '../support/cases.ts';
import { makePhoto } from '../support/media.ts';
import { appFields } from '../support/oidc-door.ts';
import { desks, officerIn, type Who } from './actors.ts';
import { caseThings } from './try-cases.ts';
import { documentThings } from './try-documents.ts';
import { houseThings } from './try-houses.ts';
import { paymentThings } from './try-payments.ts';
import { serviceThings } from './try-services.ts';

/** What there is to find in the world the routes are tried in, and how each route is asked for it. */
export type Fixture = { number: string; id: string; more: Record<string, string> };
export type World = Awaited<ReturnType<typeof makeWorld>>;

export async function makeWorld() {
	const words = {
		named: 'Penanda bernama tujuhbelas',
		confidential: 'Penanda rahasia delapanbelas',
		proposal: 'Penanda usulan sembilanbelas',
		list: 'penanda-daftar-duapuluh.csv',
		app: 'Penanda aplikasi',
		answer: 'Penanda jawaban duapuluhdua',
		applicant: 'Penanda pemohon duapuluhtiga',
	};
	const { sha256 } = await put(Buffer.from('penanda foto'), { type: 'image/jpeg' });
	const photo = {
		kind: 'photo',
		sha256,
		originalSha256: sha256,
		contentType: 'image/jpeg',
		sizeBytes: 12,
	} as const;
	const named = await openReport({
		holder: desks.own,
		title: words.named,
		body: 'x',
		attachments: [photo],
	});
	const secret = await openReport({
		holder: desks.own,
		title: words.confidential,
		privacy: 'confidential',
	});
	const maker = (await officerIn(desks.own, 'administrator', 'administrator of the world')).actor;
	const head = (await officerIn(desks.own, 'secretary', 'secretary of the world')).actor;
	const managed = await officerIn(desks.own, 'officer', 'officer managed');
	const account = { pemda: asahan, accountId: managed.actor.accountId };
	const { rows } = await migratorDb.query<{ email: string; holding: string }>({
		text: `select a.email, h.id as holding from identity.account a join identity.holding h on h.account_id = a.id where a.id = $1`,
		values: [account.accountId],
	});
	await identity.proposeFactorReset(maker, { ...account, reason: words.proposal });
	const proposal = (await identity.listProposals(maker, asahan)).waiting.find(
		(one) => one.accountId === account.accountId,
	);
	const csv = new TextEncoder().encode('nama,surel,kantor,jabatan\nSri,daftar@contoh.example,pupr,officer\n');
	const list = await identity.prepareImport(maker, {
		pemda: asahan,
		fileName: words.list,
		bytes: csv,
	});
	const app = await sso.registerApp(maker, appFields({ pemda: asahan, name: words.app }));
	await casework.saveTemplate(head, {
		pemda: asahan,
		title: words.answer,
		body: 'Terima kasih.',
		subject: null,
	});
	const sent = await openSample({ answers: { area: 2, owner: words.applicant, hasHelper: false } });
	const number = casework.formatNumber(named.number);
	return {
		photo: await makePhoto(7),
		markers: new Map(Object.entries({ ...words, address: rows[0]?.email ?? '' })),
		sha256,
		named,
		secret,
		own: { number, id: newId(), more: { code: named.code } } as Fixture,
		keyOf: async (pemda: string) => (await createApiKey('account:walls', { pemda, label: 'Walls' })).key,
		giver: await deskOf('12.10', 'public-works'),
		fixtures: {
			named: { number, id: '', more: { code: named.code } },
			sent: { number: casework.formatNumber(sent.number), id: sent.id, more: {} },
			account: { number, id: account.accountId, more: { holding: rows[0]?.holding ?? '' } },
			proposal: { number, id: proposal?.id ?? '', more: {} },
			import: { number, id: list.importId, more: {} },
			app: { number, id: app.id, more: {} },
			draft: { number, ...(await serviceThings.draft()) },
			document: { number, id: (await documentThings.document()).id, more: {} },
			invoice: { number, id: (await paymentThings.invoice()).id, more: {} },
			receipt: { number, id: (await paymentThings.paid()).id, more: {} },
		} as Record<string, Fixture>,
		newSession: async ({ actor }: Who): Promise<string> => {
			if (actor.kind !== 'officer' && actor.kind !== 'resident') throw new Error('nobody who signs in');
			const factors = actor.kind === 'officer' ? (['password', 'totp'] as const) : (['code'] as const);
			return (await identity.startSession(actor.accountId, [...factors], { origin: from, device })).token;
		},
	};
}

type Line = { verb: string; path: string; thing: string | undefined };

/** What a route is tried on: a page the world's own, an act something freshly made. */
export async function thingFor({ verb, thing = 'named' }: Line, world: World): Promise<Fixture> {
	const own = world.fixtures[thing] ?? world.fixtures['named'];
	if (verb === 'GET' && own && thing !== 'opened') return own;
	const [ofCase, ofHouse] = [caseThings[thing], houseThings[thing]];
	if (ofCase && thing !== 'named') {
		const made = await ofCase(['opening', 'opened'].includes(thing) ? 'confidential' : 'named');
		return {
			number: casework.formatNumber(made.number),
			id: made.more['opening'] ?? '',
			more: { ...made.more, code: made.code, pemda: made.more['openingPemda'] ?? '' },
		};
	}
	if (ofHouse) {
		const made = await ofHouse();
		return { number: '', id: made.id, more: made.more };
	}
	return own ?? { number: '', id: '', more: {} };
}

const today = dayOf(now());
const text = 'Sudah kami lihat di tempat.';

/** Whatever any form asks for, so that what is refused is refused for who asks. */
function fieldsFor(path: string, { id, more }: Fixture, world: World): Record<string, string> {
	const isArchive = path.includes('archive');
	return {
		// a case
		...{
			text,
			plan: text,
			explanation: text,
			withoutEvidence: text,
			key: newId(),
			version: '',
			assignee: '',
		},
		...{ task: more['task'] ?? '', into: more['intoNumber'] ?? '', title: 'Judul', body: text },
		...{
			subject: path.includes('balasan') ? '' : 'road.bridge',
			region: '12.09.19',
			office: officeFor(path, world),
		},
		basis: text,
		reason: isArchive ? (casework.archiveReasons[0] ?? '') : `${text} ${text}`,
		...(path.includes('merge') ? {} : { number: casework.formatNumber(world.secret.number) }),
		// officers
		...{ name: 'Sri Rejeki', email: `${newId()}@contoh.example`, post: '', from: today, to: today },
		...{
			holding: more['holding'] ?? '',
			suspended: 'yes',
			disabled: 'yes',
			decision: 'approved',
			lang: 'id',
		},
		...{ _form: path.includes('keamanan') ? 'decide-days' : id, 'decide-days': '3', need: 'offered' },
		// rules
		...{ id, pemda: more['pemda'] || asahan, rule: id, lastDay: today, code: 'escalate', class: 'question' },
		...{ amount: '2', unit: 'day', validFrom: today, do: 'save', legalBasis: 'Perbup (contoh)', note: text },
		...{ assetClass: '*', confidence: '90' },
		// services
		...{ draft: id, revision: '2', service: 'izin-penelitian', item: 'researcher' },
		...{ drafts: 'reconcile', running: 'pin' },
		// payments
		...(path.includes('/pembayaran') ? { _form: more['refund'] ?? '' } : {}),
		// of a plan nobody opened: an empty form is refused before it is looked for
		...(path.endsWith('[document]?/submit') ? { note: '', live: '' } : {}),
	};
}

function officeFor(path: string, { giver }: World): string {
	if (path.includes('balasan')) return '';
	return path.includes('tanggung-jawab') ? 'fn:regency:public-works' : `${giver.pemda}/${giver.officeId}`;
}

function bodyFor(path: string, fields: Record<string, string>, { photo }: World): URLSearchParams | FormData {
	if (!path.endsWith('?/evidence')) return new URLSearchParams(fields);
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	form.set('files', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'foto.jpg');
	return form;
}

/** The address of a route with its parameters, and what a browser would send there. */
export function requestOf(verb: string, path: string, fixture: Fixture, world: World) {
	const filled = path
		.replace('meja/dokumen/[pemda]/[id]', `meja/dokumen/${asahan}/${fixture.id || randomUUID()}`)
		.replace('[pemda]/[invoice]', `${asahan}/${fixture.id || randomUUID()}`)
		.replace('[attempt]', randomUUID())
		.replace(/\[(draft|file|visit)\]/, randomUUID())
		.replace('[year]/[document]', '2025/bmd.database-bmd.pemenuhan.tangkapan-12')
		.replace('[year]', '2025')
		.replace('[document]', 'bmd.database-bmd.pemenuhan.tangkapan-12')
		.replace('/[step]', '/syarat.researcher')
		.replace('[record]', 'baru')
		.replace('[resource]', 'counter')
		.replace('[number]', fixture.number || casework.formatNumber(world.named.number))
		.replace(/\[(account|import)\]/, fixture.id)
		.replace(/(?<=^\/kelola\/aplikasi\/|akses-darurat\/)\[id\]/, fixture.id)
		.replace('/layanan/[id]', '/layanan/izin-penelitian')
		.replace('[service]', fixture.id)
		.replace('[...part]', 'questions')
		.replace('[...number]', 'skdu/0001/TIDAK-ADA')
		.replace('[id]', randomUUID())
		.replace('[sha256]', world.sha256)
		.replace(/\[(pemda|code)\]/, asahan)
		.replace(/\[(token|uid|stop)\]/, 'x'.repeat(43));
	const house = filled.startsWith('/kelola') ? `${filled.includes('?') ? '&' : '?'}pemda=${asahan}` : '';
	const body = verb === 'GET' ? undefined : bodyFor(path, fieldsFor(path, fixture, world), world);
	const headers: Record<string, string> =
		verb === 'GET' ? {} : { 'x-sveltekit-action': 'true', accept: 'application/json' };
	return { address: `${filled}${house}`, body, headers };
}

/** An address of a door with something hidden where it takes a name. */
export function doorAddress(path: string, { named, secret, sha256 }: World): string {
	const number = casework.formatNumber(named.number);
	return path
		.replace('/cases/:number', `/cases/${casework.formatNumber(secret.number)}`)
		.replace(':pemda', asahan)
		.replace('reports/:key/files/:place', `reports/${'k'.repeat(24)}/files/1`)
		.replace('photos/:file', `photos/${sha256}.jpg`)
		.replace('requests/:file', `requests/${number}.json`)
		.replace('services/:file', 'services/road.pothole.json')
		.replace('tokens/:file', `tokens/${number}.json`)
		.replace('v2/:file', 'v2/requests.json')
		.replace('open311/:file', 'open311/discovery.json')
		.replace(':sha256/:variant', `${sha256}/isi`)
		.replace(':provider', 'penyedia')
		.replace('*', 'tidak-ada');
}
