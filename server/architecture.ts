/**
 * The rooms of the house and, for each, the rooms it may use. A row names only rows above it, so a circle cannot be
 * written down. `architecture.test.ts` makes it true.
 */
export const rooms = {
	regions: [],
	identity: ['regions'],
	people: ['regions', 'identity'],
	sso: ['regions', 'identity'],
	casework: ['regions', 'identity', 'people'],
	reports: ['regions', 'identity', 'people', 'casework'],
	renaksi: ['regions', 'identity', 'people', 'casework'],
	payments: ['regions', 'identity', 'people'],
	documents: ['regions', 'identity', 'people'],
	services: ['regions', 'identity', 'people', 'casework'],
	applications: ['regions', 'identity', 'people', 'casework', 'payments', 'documents', 'services'],
	business: [
		...(['regions', 'identity', 'people', 'casework', 'payments', 'documents', 'services'] as const),
		'applications',
	],
} as const satisfies Record<string, readonly string[]>;

export type Room = keyof typeof rooms;

/** Rows of these tables belong to the whole installation, not to one government: they need no `pemda` in their key. */
export const installationTables = [
	'platform.listener',
	'platform.worker',
	'platform.audit_sealed_until',
	'platform.spent',
	'platform.loaded',
	'platform.setting',
	'platform.sent',
	'platform.scan',
	'casework.clock_rule',
	'casework.intake',
	'casework.word',
	'identity.account',
	'identity.credential',
	'identity.session',
	'identity.contact',
	'identity.code',
	'identity.passkey',
	'identity.challenge',
	'identity.comeback',
	'identity.setup_token',
	'identity.rule',
	'identity.totp',
	'identity.recovery_code',
	'people.person',
	'people.proof',
	'people.counter_code',
	'people.business',
	'people.mandate',
	'people.consent',
	'sso.consent',
	'sso.session',
	'sso.given',
	'sso.token',
	'sso.passing',
	'sso.signing_key',
	'regions.region',
	'regions.region_alias',
	'regions.subject',
	'regions.responsibility',
	'regions.calendar_day',
	'regions.boundary',
	'regions.snapshot_version',
	'reports.draft',
	'open311.changeset',
	'documents.authority',
	'documents.code_key',
	'services.version',
	'services.service',
	'services.draft',
	'services.draft_step',
	'services.simulation',
	'applications.draft',
	'applications.signature',
] as const;

/**
 * Whoever asks for something is answered in the role `ssp_app`, behind row-level security. These files work as the owner
 * of the database, which no wall holds back: none of them answers a request.
 */
export const asOwner = {
	'server/casework/follow-case.ts': 'a beat forgets addresses nobody confirmed',
	'server/casework/jobs.ts': 'a beat folds counters',
	'server/casework/list-stored-files.ts': 'a beat asks which files are still named',
	'server/casework/load-casework.ts': 'facts at the start',
	'server/casework/store/attachments.ts': 'the same beat: names of files, no cases',
	'server/documents/jobs.ts': 'a beat asks which files are still named',
	'server/identity/forget-sessions.ts': 'a beat',
	'server/identity/import/forget-first-passwords.ts': 'a beat',
	'server/identity/jobs.ts': 'a beat forgets codes',
	'server/people/jobs.ts': 'a beat',
	'server/platform/audit/seal-audit.ts': 'a beat seals the trail',
	'server/platform/audit/verify-chain.ts': 'the operator’s command',
	'server/platform/jobs/beats.ts': 'the worker',
	'server/platform/jobs/dead-jobs.ts': 'the operator’s command',
	'server/platform/jobs/heartbeat.ts': 'the worker',
	'server/platform/jobs/worker.ts': 'the worker',
	'server/regions/load-regions.ts': 'facts at the start',
	'server/regions/store/owner-transaction.ts': 'facts at the start, and imports by the operator’s command',
	'server/services/load-services.ts': 'facts at the start',
	'server/sso/jobs.ts': 'a beat',
	'server/sso/keys/rotate-keys.ts': 'the operator’s command, and the start',
} as const;

/** Files that look across all governments in the application's own role, and why they may. */
export const asSystem = {
	'server/applications/draft/jobs.ts': 'a job; forms nobody sent, and the files they name',
	'server/applications/fire-clocks.ts': 'the clockwork of processes',
	'server/applications/force-version.ts': 'a job; what a law takes over to another version',
	'server/applications/settle.ts': 'jobs; what the provider said is paid',
	'server/applications/tell-use.ts':
		'counts, and past answers for the simulator; whoever asks edits the service',
	'server/casework/break-glass/ask-to-open.ts': 'one number; the answer is the same whatever there is',
	'server/casework/break-glass/decide-opening.ts': 'what was asked for, after who-may.ts said yes',
	'server/casework/break-glass/list-openings.ts': 'what was asked for, by where somebody leads',
	'server/casework/fire-clocks.ts': 'the clockwork',
	'server/casework/import-cases.ts': 'the operator’s command',
	'server/casework/measure-performance.ts': 'a beat; figures',
	'server/casework/send-receipt.ts': 'a job; to the person of the case',
	'server/casework/tell-people.ts': 'a job; to the person and followers',
	'server/documents/expire-documents.ts': 'a beat',
	'server/documents/make-file.ts': 'a job; the file of one document',
	'server/documents/signing/test-authority.ts': 'the keys of certificates, for the same job',
	'server/identity/actor.ts': 'the platform itself',
	'server/identity/four-eyes/list-proposals.ts': 'operators, who manage every government',
	'server/identity/policy.ts': 'the command line',
	'server/payments/as-system.ts':
		'what is written about money, after whoever asked was asked for their right',
	'server/people/register-at-counter.ts': 'a NIK that may be somebody’s already',
} as const;

export const forbiddenNames = [
	'utils',
	'helpers',
	'common',
	'misc',
	'manager',
	'base',
	'core',
	'types',
] as const;
