import { Signer, SignPdf } from '@signpdf/signpdf';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { seal, unseal } from '#platform/secret';
import { findOffice, getPemda } from '#regions';
import type { Office } from '../document.ts';
import {
	insertAuthority,
	insertCertificate,
	lockCertificates,
	selectAuthority,
	selectCertificate,
} from '../store/certificates.ts';
import { certify, keyFromText, keyToText, type Pair, pemOf, readPem } from './certify.ts';
import { signContent } from './sign-content.ts';

const sealedFor = 'document certificate';
const dayMs = 86_400_000;
/** An office's certificate is renewed before a document could be signed in its last month. */
const spareDays = 30;
const years = { authority: 20, office: 3 };
/** Says in every reader's list of certificates what this is, and what it is not. */
const authorityName = {
	country: 'ID',
	state: 'Sumatera Utara',
	organization: 'Lembaga uji instalasi ini - bukan BSrE',
	name: 'Lembaga Sertifikat Uji Sumut Smart Province',
};

type Place = { pemda: string; office: Office };

/** Signs as the office, with a certificate of the installation's own test authority. */
export async function signAsOffice(pdf: Uint8Array, place: Place): Promise<Uint8Array> {
	const { office, authority } = await certificatesOf(place);
	return new SignPdf().sign(Buffer.from(pdf), new OfficeSigner(office, authority));
}

class OfficeSigner extends Signer {
	readonly #office: Pair;
	readonly #authority: Pair;

	constructor(office: Pair, authority: Pair) {
		super();
		this.#office = office;
		this.#authority = authority;
	}

	override async sign(pdf: Buffer): Promise<Buffer> {
		return Buffer.from(await signContent(Uint8Array.from(pdf), this.#office, [this.#authority.certificate]));
	}
}

/** Made where they are missing or end soon; of several processes that need one, one makes it. */
async function certificatesOf(place: Place): Promise<{ office: Pair; authority: Pair }> {
	return withScope({ system: true }, async (tx) => {
		const [kept, root] = [await selectCertificate(tx, keyOf(place)), await selectAuthority(tx)];
		const soon = new Date(now().getTime() + spareDays * dayMs);
		if (kept && root && kept.endsAt > soon) return { office: await open(kept), authority: await open(root) };
		await lockCertificates(tx);
		const authority = await open((await selectAuthority(tx)) ?? (await makeAuthority(tx)));
		const again = await selectCertificate(tx, keyOf(place));
		const office = again && again.endsAt > soon ? await open(again) : await makeOffice(tx, place, authority);
		return { office, authority };
	});
}

type Tx = Parameters<Parameters<typeof withScope>[1]>[0];

async function makeAuthority(tx: Tx) {
	const [from, to] = period(years.authority);
	const pair = await certify({ subject: authorityName, from, to });
	const row = {
		id: newId(),
		certificate: pemOf(pair.certificate),
		...(await sealed(pair)),
		madeAt: from,
		endsAt: to,
	};
	await insertAuthority(tx, row);
	return row;
}

async function makeOffice(tx: Tx, place: Place, issuer: Pair): Promise<Pair> {
	const [from, to] = period(years.office);
	const root = await selectAuthority(tx);
	if (!root) throw new Error('An office was to be certified without an authority');
	const government = await getPemda(place.pemda);
	const { name } = place.office;
	const short = (await findOffice(place.pemda, place.office.id))?.shortName ?? name;
	const subject = {
		...{ country: 'ID', state: 'Sumatera Utara', organization: government.name },
		...{ unit: 'Sertifikat uji - bukan BSrE', name: name.length > 64 ? `${short} ${government.name}` : name },
	};
	const pair = await certify({ subject, from, to, issuer });
	await insertCertificate(tx, {
		...{ ...keyOf(place), id: newId(), authorityId: root.id, subject: place.office.name },
		serial: Buffer.from(pair.certificate.serialNumber.valueBlock.valueHexView).toString('hex'),
		...{ certificate: pemOf(pair.certificate), ...(await sealed(pair)), madeAt: from, endsAt: to },
	});
	return pair;
}

async function sealed({ privateKey }: Pair): Promise<{ keySealed: string }> {
	return { keySealed: seal(sealedFor, await keyToText(privateKey)) };
}

async function open({ certificate, keySealed }: { certificate: string; keySealed: string }): Promise<Pair> {
	const text = unseal(sealedFor, keySealed);
	if (text === undefined)
		throw new Error('A certificate’s key was sealed under another SECRET_KEY: bring that back');
	return { certificate: readPem(certificate), privateKey: await keyFromText(text) };
}

function keyOf({ pemda, office }: Place): { pemda: string; officeId: string } {
	return { pemda, officeId: office.id };
}

function period(length: number): [Date, Date] {
	const from = new Date(Math.floor(now().getTime() / 1000) * 1000);
	const to = new Date(from);
	to.setUTCFullYear(from.getUTCFullYear() + length);
	return [from, to];
}
