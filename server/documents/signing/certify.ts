import { randomBytes } from 'node:crypto';
import * as asn1 from 'asn1js';
import * as pki from 'pkijs';

/** Names in a certificate (X.520). */
const oids = {
	country: '2.5.4.6',
	state: '2.5.4.8',
	organization: '2.5.4.10',
	unit: '2.5.4.11',
	name: '2.5.4.3',
};
const parts = ['country', 'state', 'organization', 'unit', 'name'] as const;
const basicConstraints = '2.5.29.19';
const keyUsage = '2.5.29.15';
/** Bits of keyUsage as RFC 5280, 4.2.1.3 numbers them from the left: digitalSignature and nonRepudiation; keyCertSign and cRLSign. */
const usages = { signer: [0xc0, 6], authority: [0x06, 1] } as const;
/** RSA of 3,072 bits: what every PDF reader verifies, and what BSrE's certificates are. */
const algorithm = {
	name: 'RSASSA-PKCS1-v1_5',
	hash: 'SHA-256',
	modulusLength: 3072,
	publicExponent: new Uint8Array([1, 0, 1]),
};

export type Name = Partial<Record<keyof typeof oids, string>>;
/** As the platform's own `crypto` gives it, with or without a browser's types beside. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
export type Pair = { certificate: pki.Certificate; privateKey: Key };

/** A certificate for a new pair of keys, by an issuer; without one it is its own issuer, an authority. */
export async function certify({
	subject,
	from,
	to,
	issuer,
}: {
	subject: Name;
	from: Date;
	to: Date;
	issuer?: Pair;
}): Promise<Pair> {
	const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
	const certificate = new pki.Certificate();
	certificate.version = 2;
	certificate.serialNumber = new asn1.Integer({ valueHex: positive(randomBytes(16)) });
	certificate.subject = nameOf(subject);
	certificate.issuer = issuer ? issuer.certificate.subject : nameOf(subject);
	certificate.notBefore.value = from;
	certificate.notAfter.value = to;
	const constraints = new pki.BasicConstraints({ cA: !issuer, ...(issuer ? {} : { pathLenConstraint: 0 }) });
	const [bits, unusedBits] = issuer ? usages.signer : usages.authority;
	const usage = new asn1.BitString({ valueHex: new Uint8Array([bits]).buffer, unusedBits });
	certificate.extensions = [
		extension(basicConstraints, constraints.toSchema().toBER(false)),
		extension(keyUsage, usage.toBER(false)),
	];
	await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
	await certificate.sign(issuer?.privateKey ?? keys.privateKey, 'SHA-256');
	return { certificate, privateKey: keys.privateKey };
}

export function pemOf(certificate: pki.Certificate): string {
	const lines =
		Buffer.from(certificate.toSchema(true).toBER(false))
			.toString('base64')
			.match(/.{1,64}/g) ?? [];
	return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

export function readPem(pem: string): pki.Certificate {
	return pki.Certificate.fromBER(Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64'));
}

export async function keyToText(key: Key): Promise<string> {
	return Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64');
}

export function keyFromText(text: string): Promise<Key> {
	return crypto.subtle.importKey('pkcs8', Buffer.from(text, 'base64'), algorithm, true, ['sign']);
}

/** Each part on its own, as certificates have it (RFC 5280, 4.1.2.4); pkijs by itself would make one of all. */
function nameOf(name: Name): pki.RelativeDistinguishedNames {
	const value = parts.flatMap((part) => {
		const text = name[part]?.slice(0, 64); // X.520's upper bound
		if (!text) return [];
		const type = new asn1.ObjectIdentifier({ value: oids[part] });
		const words =
			part === 'country' ? new asn1.PrintableString({ value: text }) : new asn1.Utf8String({ value: text });
		return [new asn1.Set({ value: [new asn1.Sequence({ value: [type, words] })] })];
	});
	return pki.RelativeDistinguishedNames.fromBER(new asn1.Sequence({ value }).toBER(false));
}

function extension(extnID: string, value: ArrayBuffer): pki.Extension {
	return new pki.Extension({ extnID, critical: true, extnValue: value });
}

/** A serial number is a positive integer: its first bit is not set, nor is it nothing. */
function positive(bytes: Buffer): ArrayBuffer {
	const copy = Uint8Array.from(bytes);
	copy[0] = ((copy[0] ?? 0) & 0x3f) | 0x40;
	return copy.buffer;
}
