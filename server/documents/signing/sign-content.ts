import * as asn1 from 'asn1js';
import * as pki from 'pkijs';
import type { Pair } from './certify.ts';

const oids = {
	data: '1.2.840.113549.1.7.1',
	signedData: '1.2.840.113549.1.7.2',
	contentType: '1.2.840.113549.1.9.3',
	messageDigest: '1.2.840.113549.1.9.4',
	signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
};

/**
 * A detached CMS signature as PAdES B-B asks (ETSI EN 319 142-1, table 1): content type, digest and the signing
 * certificate's hash are signed, and the time stands in the PDF's dictionary, not here. `chain` comes along.
 */
export async function signContent(
	content: Uint8Array<ArrayBuffer>,
	signer: Pair,
	chain: pki.Certificate[],
): Promise<Uint8Array> {
	const { certificate, privateKey } = signer;
	const digest = await crypto.subtle.digest('SHA-256', content);
	const certificateHash = await crypto.subtle.digest('SHA-256', certificate.toSchema(true).toBER(false));
	// in the order DER wants of a set: by their encoding, which here is by length
	const attributes = [
		attribute(oids.contentType, new asn1.ObjectIdentifier({ value: oids.data })),
		attribute(oids.messageDigest, new asn1.OctetString({ valueHex: digest })),
		attribute(oids.signingCertificateV2, signingCertificate(certificateHash)),
	];
	const signed = new pki.SignedData({
		version: 1,
		encapContentInfo: new pki.EncapsulatedContentInfo({ eContentType: oids.data }),
		signerInfos: [
			new pki.SignerInfo({
				version: 1,
				sid: new pki.IssuerAndSerialNumber({
					issuer: certificate.issuer,
					serialNumber: certificate.serialNumber,
				}),
				signedAttrs: new pki.SignedAndUnsignedAttributes({ type: 0, attributes }),
			}),
		],
		certificates: [certificate, ...chain],
	});
	await signed.sign(privateKey, 0, 'SHA-256', content.buffer);
	const info = new pki.ContentInfo({ contentType: oids.signedData, content: signed.toSchema(true) });
	return new Uint8Array(info.toSchema().toBER(false));
}

function attribute(type: string, value: asn1.BaseBlock): pki.Attribute {
	return new pki.Attribute({ type, values: [value] });
}

/** SigningCertificateV2 (RFC 5035) of one certificate, with SHA-256, which is its default and so is not written. */
function signingCertificate(hash: ArrayBuffer): asn1.Sequence {
	const id = new asn1.Sequence({ value: [new asn1.OctetString({ valueHex: hash })] });
	return new asn1.Sequence({ value: [new asn1.Sequence({ value: [id] })] });
}
