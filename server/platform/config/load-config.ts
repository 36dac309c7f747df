import { resolve } from 'node:path';
import { z } from 'zod';

/** The same wherever the command is called from. */
const ownData = resolve(import.meta.dirname, '../../../data/local');

const port = z.coerce.number().int().min(1).max(65535);
const empty = (schema: z.ZodType<string | undefined>) =>
	z.preprocess((text) => (text === '' ? undefined : text), schema);
const url = empty(z.url().optional());
const word = empty(z.string().optional());

const variables = z.object({
	PORT: port.default(8080),
	HOST: z.string().default('0.0.0.0'),
	PUBLIC_ORIGIN: url,
	DATA_DIR: z.string().default(ownData),
	DATABASE_URL: empty(
		z
			.string()
			.regex(/^postgres(ql)?:\/\//)
			.optional(),
	),
	DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(16),
	ROLE: z.enum(['all', 'web', 'worker']).default('all'),
	LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
	TRUST_PROXY: z.enum(['true', 'false']).default('false'),
	SECRET_KEY: empty(
		z
			.string()
			.regex(/^[0-9a-f]{64}$/)
			.optional(),
	),
	SESSION_IDLE_HOURS: z.coerce.number().positive().max(24).default(8),
	SESSION_MAX_HOURS: z.coerce.number().positive().max(720).default(24),
	SMTP_URL: url,
	MAIL_FROM: word,
	S3_ENDPOINT: url,
	S3_BUCKET: word,
	S3_REGION: z.string().default('auto'),
	S3_ACCESS_KEY: word,
	S3_SECRET_KEY: word,
	CLAMD: word,
	SMS_URL: url,
	SMS_KEY: word,
	SMS_SENDER: word,
	REGISTER_URL: url,
	REGISTER_KEY: word,
	PAYMENT_URL: url,
	PAYMENT_KEY: word,
	PAYMENT_CALLBACK_KEY: word,
	PAYMENT_NAME: z
		.string()
		.regex(/^[a-z0-9-]{2,30}$/)
		.default('penyedia'),
	PAYMENT_BANKS: z.string().default(''),
	PAYMENT_QRIS: word,
	PAYMENT_QRIS_MAX: z.coerce.number().int().positive().max(9_999_999_999_999).default(10_000_000),
	BSRE_URL: url,
	BSRE_USER: word,
	BSRE_PASSWORD: word,
	BSRE_SUBSCRIBER: word,
	BSRE_ACTIVATION: word,
	BSRE_PEMDA: z
		.string()
		.regex(/^\d\d(\.\d\d)?$/)
		.default('12'),
	OPEN311_ALLOW_HTTP: z.enum(['true', 'false']).default('false'),
	OFFLINE_FORM: z.enum(['on', 'off']).default('on'),
	UPLOAD_MAX_MB: z.coerce.number().int().min(1).max(1000).default(60),
});

type Variables = z.infer<typeof variables>;

const expected: Record<string, string> = {
	PORT: 'a port number, 1 to 65535',
	PUBLIC_ORIGIN: 'the address people use, such as https://smart.sumutprov.go.id',
	DATABASE_URL: 'postgresql://user:password@host/database',
	ROLE: 'all, web or worker',
	SECRET_KEY: '64 hexadecimal digits',
	SESSION_IDLE_HOURS: 'hours, up to 24',
	SESSION_MAX_HOURS: 'hours, up to 720',
	SMTP_URL: 'smtp://user:password@host:port',
};

export type Storage =
	| { kind: 'folder'; dir: string }
	| { kind: 's3'; endpoint: string; bucket: string; region: string; accessKey: string; secretKey: string };

export type Config = Readonly<ReturnType<typeof shape>>;

/** Reads the environment once; a wrong value stops the start, named, with what was expected instead. */
export function loadConfig(env: Record<string, string | undefined>) {
	const read = variables.safeParse(env);
	if (!read.success) {
		const lines = read.error.issues.map((issue) => {
			const name = String(issue.path[0]);
			return `${name}: expected ${expected[name] ?? issue.message}`;
		});
		throw new Error(`Configuration:\n  ${lines.join('\n  ')}`);
	}
	return shape(read.data);
}

function shape(from: Variables) {
	const dataDir = resolve(from.DATA_DIR);
	return Object.freeze({
		port: from.PORT,
		host: from.HOST,
		/** Without a trailing slash; what QR codes, mails and feeds point to. */
		publicOrigin: (from.PUBLIC_ORIGIN ?? `http://localhost:${from.PORT}`).replace(/\/+$/, ''),
		dataDir,
		databaseUrl: from.DATABASE_URL ?? null,
		databasePool: from.DATABASE_POOL,
		role: from.ROLE,
		logLevel: from.LOG_LEVEL,
		/** Believe `x-forwarded-for` from the machine in front. */
		trustProxy: from.TRUST_PROXY === 'true',
		/** Hexadecimal; without it one is made and kept in the data folder. */
		secretKey: from.SECRET_KEY ?? null,
		/** How long somebody stays signed in: without doing anything, and at most. */
		session: { idleHours: from.SESSION_IDLE_HOURS, maxHours: from.SESSION_MAX_HOURS },
		smtp: from.SMTP_URL ? { url: from.SMTP_URL, from: from.MAIL_FROM ?? 'tidak-dibalas@localhost' } : null,
		/** The gateway of text messages (docs/sms.md). */
		sms: from.SMS_URL ? { url: from.SMS_URL, key: from.SMS_KEY ?? '', sender: from.SMS_SENDER ?? '' } : null,
		/** The population register that compares a NIK, a name and a birth date (docs/register.md). */
		register: from.REGISTER_URL ? { url: from.REGISTER_URL, key: from.REGISTER_KEY ?? '' } : null,
		payment: paymentOf(from),
		bsre: bsreOf(from),
		storage: storageOf(from, dataDir),
		clamd: from.CLAMD ?? null,
		/** Offices' own servers may be called without TLS: for tests and networks that have none. */
		open311AllowsHttp: from.OPEN311_ALLOW_HTTP === 'true',
		/** Whether /lapor can be opened without a signal; `off` also ends it on phones that had it. */
		offlineForm: from.OFFLINE_FORM === 'on',
		uploadMaxBytes: from.UPLOAD_MAX_MB * 1024 * 1024,
	});
}

/** The provider that takes money for the governments here (docs/payments.md). Money is not spoken of in the clear. */
function paymentOf(from: Variables) {
	if (!from.PAYMENT_URL) return null;
	const { protocol, hostname } = new URL(from.PAYMENT_URL);
	if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
		throw new Error('Configuration:\n  PAYMENT_URL: expected https://…');
	}
	if (!from.PAYMENT_KEY || (from.PAYMENT_CALLBACK_KEY ?? '').length < 16) {
		throw new Error(
			'Configuration:\n  PAYMENT_URL is set: PAYMENT_KEY and a PAYMENT_CALLBACK_KEY of 16 characters or more are needed too',
		);
	}
	return {
		url: from.PAYMENT_URL.replace(/\/+$/, ''),
		key: from.PAYMENT_KEY,
		callbackKey: from.PAYMENT_CALLBACK_KEY ?? '',
		/** Names the provider in the address of its callbacks. */
		name: from.PAYMENT_NAME,
		banks: from.PAYMENT_BANKS.split(',')
			.map((bank) => bank.trim().toLowerCase())
			.filter(Boolean),
		/** The merchant's own static QRIS, where the provider leaves the code to us. */
		qris: from.PAYMENT_QRIS ?? null,
		/** The most one QRIS payment may be, in whole rupiah: Bank Indonesia's limit, unless the provider's is lower. */
		qrisMost: from.PAYMENT_QRIS_MAX,
	};
}

/** The seal of one government at BSrE (docs/documents.md); without one its documents carry the test authority's signature. */
function bsreOf(from: Variables) {
	if (!from.BSRE_URL) return null;
	const { protocol, hostname } = new URL(from.BSRE_URL);
	if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
		throw new Error('Configuration:\n  BSRE_URL: expected https://…');
	}
	if (!from.BSRE_USER || !from.BSRE_PASSWORD || !from.BSRE_SUBSCRIBER || !from.BSRE_ACTIVATION) {
		throw new Error(
			'Configuration:\n  BSRE_URL is set: BSRE_USER, BSRE_PASSWORD, BSRE_SUBSCRIBER and BSRE_ACTIVATION are needed too',
		);
	}
	return {
		url: from.BSRE_URL.replace(/\/+$/, ''),
		user: from.BSRE_USER,
		password: from.BSRE_PASSWORD,
		subscriber: from.BSRE_SUBSCRIBER,
		activation: from.BSRE_ACTIVATION,
		pemda: from.BSRE_PEMDA,
	};
}

function storageOf(from: Variables, dataDir: string): Storage {
	if (!from.S3_ENDPOINT) return { kind: 'folder', dir: resolve(dataDir, 'files') };
	if (!from.S3_BUCKET || !from.S3_ACCESS_KEY || !from.S3_SECRET_KEY) {
		throw new Error(
			'Configuration:\n  S3_ENDPOINT is set: S3_BUCKET, S3_ACCESS_KEY and S3_SECRET_KEY are needed too',
		);
	}
	return {
		kind: 's3',
		endpoint: from.S3_ENDPOINT,
		bucket: from.S3_BUCKET,
		region: from.S3_REGION,
		accessKey: from.S3_ACCESS_KEY,
		secretKey: from.S3_SECRET_KEY,
	};
}
