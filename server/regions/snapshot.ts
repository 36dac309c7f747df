import { currentUrl } from '#platform/db';
import { log } from '#platform/log';
import type { Responsible } from './find-responsible.ts';
import type { Office, Open311Endpoint, Post } from './office.ts';
import type { Pemda } from './pemda.ts';
import type { Region } from './region.ts';
import type { Responsibility } from './responsibility.ts';
import { type Read, readAll, selectVersion } from './store/snapshot.ts';
import type { Subject, SubjectGroup } from './subject.ts';

/** Everything small and often asked, in memory: a question costs no query. */
export type Snapshot = {
	version: number;
	pemda: Map<string, Pemda>;
	pemdaByPrefix: Map<string, Pemda>;
	regions: Map<string, Region>;
	children: Map<string, Region[]>;
	offices: Map<string, Office>;
	officesOf: Map<string, Office[]>;
	/** Apart from the offices, for they hold keys. */
	endpoints: Map<string, Open311Endpoint>;
	posts: Map<string, Post>;
	postsOf: Map<string, Post[]>;
	subjects: Map<string, Subject>;
	groups: SubjectGroup[];
	rules: Responsibility[];
	/** Days without work by the government whose calendar it is, '*' for everywhere: day → name. */
	holidays: Map<string, Map<string, string>>;
	/** Levels for which outlines were imported. */
	outlined: number[];
	/** Answers worth keeping as long as this lives. */
	answers: Map<string, Responsible[]>;
};

const freshForMs = 5_000;
let held: { snapshot: Snapshot; url: string; checkedAt: number } | undefined;
let reading: Promise<Snapshot> | undefined;

/**
 * The facts as this process knows them: at most some seconds behind the tables, for whoever asks never waits except
 * the first. Every few seconds one small query in the background asks whether anything changed.
 */
export async function snapshot(): Promise<Snapshot> {
	if (held?.url !== currentUrl()) {
		reading ??= read().finally(() => {
			reading = undefined;
		});
		return reading;
	}
	if (Date.now() - held.checkedAt > freshForMs) {
		held.checkedAt = Date.now();
		void renew(held.snapshot.version);
	}
	return held.snapshot;
}

/** After a change in this process: the next reader reads the tables. */
export function forgetSnapshot(): void {
	held = undefined;
}

async function renew(version: number): Promise<void> {
	try {
		if ((await selectVersion()) !== version) await read();
	} catch (error) {
		log.warn({ err: error }, 'regions: facts could not be read again; the ones in memory stay');
	}
}

async function read(): Promise<Snapshot> {
	const url = currentUrl();
	const snapshot = arrange(await readAll());
	held = { snapshot, url, checkedAt: Date.now() };
	return snapshot;
}

function arrange(read: Read): Snapshot {
	const groups = Map.groupBy(read.subjects, (subject) => subject.group);
	const offices = read.offices.map(({ open311, ...office }) => ({ ...office, connected: open311 !== null }));
	return {
		version: read.version,
		pemda: new Map(read.pemda.map((pemda) => [pemda.code, pemda])),
		pemdaByPrefix: new Map(read.pemda.map((pemda) => [pemda.numberPrefix, pemda])),
		regions: new Map(read.regions.map((region) => [region.code, region])),
		children: Map.groupBy(read.regions, (region) => region.parent ?? ''),
		offices: new Map(offices.map((office) => [`${office.pemda}/${office.id}`, office])),
		officesOf: Map.groupBy(offices, (office) => office.pemda),
		endpoints: new Map(
			read.offices.flatMap((office) =>
				office.open311 ? [[`${office.pemda}/${office.id}`, office.open311]] : [],
			),
		),
		posts: new Map(read.posts.map((post) => [`${post.pemda}/${post.id}`, post])),
		postsOf: Map.groupBy(read.posts, (post) => `${post.pemda}/${post.officeId}`),
		subjects: new Map(read.subjects.map((subject) => [subject.code, subject])),
		groups: [...groups].map(([code, subjects]) => ({
			code,
			name: read.groupNames.get(code) ?? { id: code, en: code },
			subjects,
		})),
		rules: read.rules,
		holidays: holidaysOf(read.days),
		outlined: read.outlined,
		answers: new Map(),
	};
}

function holidaysOf(days: Read['days']): Map<string, Map<string, string>> {
	const byPemda = Map.groupBy(days, (row) => row.pemda);
	return new Map(
		[...byPemda].map(([pemda, rows]) => [pemda, new Map(rows.map((row) => [row.day, row.name]))]),
	);
}
