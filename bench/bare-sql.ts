import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { openSql, openValues } from '../server/casework/store/open.ts';

type Bare = { text: string; values: (key: string, query: URLSearchParams, body: unknown) => unknown[] };

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
		text: `select ${columns} from casework.public_case p where p.listed and p.title ilike '%' || $1 || '%' or p.body ilike '%' || $1 || '%'
			order by p.filed_at desc limit 50`,
		values: (_key, query) => [query.get('q')],
	},
	counts: {
		text: `select pemda, status, sum(count)::int as count from (
				select pemda, status, count from casework.tally_region
				union all select region_pemda, status, count from casework.tally_change) t
			group by pemda, status having sum(count) <> 0 order by pemda, status`,
		values: () => [],
	},
};
