import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { v7 } from 'uuid';
import { openSql, openValues } from '../server/casework/store/open.ts';

/** `fresh`: planned anew for its values, as the platform does where a plan depends on them. */
type Bare = {
	text: string;
	values: (key: string, query: URLSearchParams, body: unknown) => unknown[];
	fresh?: true;
};

/** What the create of the bare server writes: the platform's own statement with everything a case entails, filled in beforehand. */
export type Template = {
	office: string;
	rules: { code: string; id: string; amount: number; unit: string; basis: string }[];
};
let template: Template | undefined;
export function useTemplate(made: Template): void {
	template = made;
}

function createValues(body: unknown): unknown[] {
	if (!template) throw new Error('no template');
	const text = Object(body);
	const at = new Date();
	const due = new Date(at.getTime() + 20 * 86_400_000);
	return openValues({
		files: [],
		case: {
			...{
				pemda: '12.71',
				class: 'complaint',
				title: text.title,
				body: text.body,
				subject: text.subject,
				region: text.region,
			},
			...{
				lat: text.lat,
				lon: text.lon,
				place: '',
				privacy: 'anonymous',
				channel: 'web',
				lang: 'id',
				details: {},
			},
			holder: { pemda: '12.71', officeId: template.office, officeName: '' },
			contact: { name: '', email: '', phone: '' },
			...{ key: `bare:${randomUUID()}`, attachments: [], actor: 'anonymous', origin: 'bench' },
		},
		caseId: v7(),
		number: randomUUID().slice(0, 12).toUpperCase(),
		accessHash: Buffer.alloc(32),
		custodyId: v7(),
		entryId: v7(),
		auditId: v7(),
		at,
		deadlines: template.rules.map((rule) => ({
			id: v7(),
			code: rule.code === 'verify' ? 'verify' : rule.code === 'solve' ? 'solve' : 'moderate',
			ruleId: rule.id,
			amount: rule.amount,
			unit: 'working-day',
			legalBasis: rule.basis,
			calendar: '12.71',
			startedAt: at,
			dueAt: due,
		})),
		dueAt: due,
		firstDueAt: due,
	});
}

const columns = `p.number, p.class, p.title, p.body, p.subject, p.region, p.lat, p.lon, p.status, p.outcome, p.holder_pemda,
	p.holder_office_id, p.channel, p.filed_at, p.due_at, p.answered_at, p.closed_at, p.changed_at, p.disputes, p.reopenings`;

export const bareSql: Record<string, Bare> = {
	create: { text: openSql, values: (_key, _query, body) => createValues(body) },
	read: {
		text: `select ${columns},
				(select coalesce(json_agg(json_build_object('at', e.at, 'kind', e.kind, 'body', e.body, 'office', e.office_id, 'detail', e.detail)
					order by e.at, e.id), '[]') from casework.entry e where e.case_id = p.case_id and e.visibility = 'public') as entries,
				(select coalesce(json_agg(a.sha256), '[]') from casework.attachment a where a.case_id = p.case_id and a.published_at is not null) as photos
			from casework.public_case p where p.pemda = $1 and p.number = $2`,
		values: (number, query) => [query.get('pemda'), number],
	},
	list: {
		text: `select ${columns} from casework.public_case p where p.listed and p.region_pemda = $1 and p.status = $2
			order by p.filed_at desc, p.case_id desc limit 50`,
		values: (region, query) => [region, query.get('status')],
	},
	search: {
		text: `select ${columns} from bench.report p where p.text ilike all ($1) order by p.filed_at desc limit 50`,
		values: (_key, query) => [(query.get('q') ?? '').split(' ').map((word) => `%${word}%`)],
		fresh: true,
	},
	counts: {
		text: `select pemda, status, sum(count)::int as count from (
				select pemda, status, count from casework.tally_region
				union all select region_pemda, status, count from casework.tally_change) t
			group by pemda, status having sum(count) <> 0 order by pemda, status`,
		values: () => [],
	},
};

const mostForSearch = 200_000;

/** Whether the bare server can search a load of this size: what it is compared with is a hundred thousand cases. */
export const canSearchBare = (cases: number) => cases <= mostForSearch;

/**
 * The bare server searches as one does without more: parts of words, found by a trigram index over title and text. It
 * has a table of its own, so that the platform does not pay for that index.
 */
export async function prepareBareSearch(url: string, cases: number): Promise<void> {
	if (!canSearchBare(cases)) return;
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await client.query(`create schema bench;
		create table bench.report as select p.*, p.title || ' ' || p.body as text from casework.public_case p
			where p.listed and p.title is not null order by p.filed_at;
		create index on bench.report using gin (text gin_trgm_ops);
		create index on bench.report (filed_at desc);
		grant usage on schema bench to ssp_app;
		grant select on bench.report to ssp_app`);
	await client.query('vacuum analyze bench.report');
	await client.end();
}
