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
	services: ['regions', 'identity', 'people', 'casework'],
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
	'services.version',
	'services.service',
] as const;

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
