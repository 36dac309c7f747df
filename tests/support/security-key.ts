import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/**
 * A passkey in software, written from the WebAuthn standard apart from the platform's own code: what a browser and its
 * device answer, and what a forged one might.
 */
export type Forged = {
	origin?: string;
	rpId?: string;
	/** Whether the device verified who holds it. */
	isVerified?: boolean;
	counter?: number;
	/** Signs with another key. */
	key?: KeyObject;
};
type Options = { challenge: string };

export const site = 'http://localhost:8080';

export class SecurityKey {
	readonly id = randomBytes(32).toString('base64url');
	#keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

	/** The answer to `offerPasskey`. */
	make({ challenge }: Options, forged: Forged = {}) {
		const clientDataJSON = clientData('webauthn.create', challenge, forged);
		const id = Buffer.from(this.id, 'base64url');
		const size = Buffer.alloc(2);
		size.writeUInt16BE(id.length);
		const attested = Buffer.concat([Buffer.alloc(16), size, id, this.#cosePublicKey()]);
		const authData = Buffer.concat([head(forged, true), attested]);
		const attestationObject = cborMap([
			['fmt', cborText('none')],
			['attStmt', cborMap([])],
			['authData', cborBytes(authData)],
		]);
		return this.#answer({
			clientDataJSON: clientDataJSON.toString('base64url'),
			attestationObject: attestationObject.toString('base64url'),
			transports: ['internal'],
		});
	}

	/** The answer to `askPasskey`. */
	show({ challenge }: Options, forged: Forged = {}) {
		const clientDataJSON = clientData('webauthn.get', challenge, forged);
		const authenticatorData = head(forged, false);
		const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientDataJSON).digest()]);
		return this.#answer({
			clientDataJSON: clientDataJSON.toString('base64url'),
			authenticatorData: authenticatorData.toString('base64url'),
			signature: sign('sha256', signed, forged.key ?? this.#keys.privateKey).toString('base64url'),
		});
	}

	#answer<Response extends object>(response: Response) {
		return { id: this.id, rawId: this.id, type: 'public-key', response, clientExtensionResults: {} };
	}

	/** RFC 9053: an elliptic key on P-256, for ES256. */
	#cosePublicKey(): Buffer {
		const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
		return Buffer.concat([
			Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
			cborBytes(Buffer.from(x, 'base64url')),
			Buffer.from([0x22]),
			cborBytes(Buffer.from(y, 'base64url')),
		]);
	}
}

export const strangersKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

function clientData(type: string, challenge: string, { origin = site }: Forged): Buffer {
	return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** Hash of the site, what the device did, how often it signed. */
function head({ rpId = 'localhost', isVerified = true, counter = 0 }: Forged, withKey: boolean): Buffer {
	const count = Buffer.alloc(4);
	count.writeUInt32BE(counter);
	const flags = 0x01 | (isVerified ? 0x04 : 0) | (withKey ? 0x40 : 0);
	return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count]);
}

function cborText(text: string): Buffer {
	return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
}

function cborBytes(bytes: Buffer): Buffer {
	const size =
		bytes.length < 256
			? Buffer.from([0x58, bytes.length])
			: Buffer.from([0x59, bytes.length >> 8, bytes.length & 255]);
	return Buffer.concat([size, bytes]);
}

function cborMap(entries: [string, Buffer][]): Buffer {
	return Buffer.concat([
		Buffer.from([0xa0 + entries.length]),
		...entries.flatMap(([key, value]) => [cborText(key), value]),
	]);
}
