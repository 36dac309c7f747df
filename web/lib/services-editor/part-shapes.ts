/** One input of a part of a definition. `name` may lead inside: `duration.unit`. */
export type Input = { name: string; required?: boolean } & (
	| { as: 'text' | 'number' | 'flag' | 'lines' | 'json' | 'rule' | 'basis' | 'options' }
	| { as: 'words'; long?: boolean }
	| { as: 'choice' | 'checks'; values: readonly string[] }
);

const movers = ['applicant', 'system', 'officer', 'triage', 'office-head', 'secretary', 'regional-head'];
const id: Input = { name: 'id', as: 'text', required: true };
const label: Input = { name: 'label', as: 'words', required: true };
const title: Input = { name: 'title', as: 'words', required: true };
const hint: Input = { name: 'hint', as: 'words' };
const when: Input = { name: 'when', as: 'rule' };
const options: Input = { name: 'options', as: 'options' };
const limits: Input[] = [
	{ name: 'least', as: 'number' },
	{ name: 'most', as: 'number' },
];
const words = (name: string): Input => ({ name, as: 'words', long: true, required: true });
const choice = (name: string, values: readonly string[], required = true): Input => ({
	...{ name, as: 'choice', values, required },
});

const fieldKinds = [
	...[
		'boolean',
		'choice',
		'number',
		'money',
		'day',
		'text',
		'long-text',
		'email',
		'phone',
		'region',
		'point',
		'kbli',
	],
];
const field: Input[] = [
	...[id, choice('kind', fieldKinds), label, hint, options, when, { name: 'required', as: 'rule' } as const],
	...limits,
	choice('privacy', ['plain', 'personal', 'sensitive']),
	{ name: 'readableBy', as: 'checks', values: movers },
	{ name: 'prefill', as: 'json' },
];

/** What of each kind of part is asked in its form; lists inside it have pages of their own. */
export const partShapes: Record<string, Input[]> = {
	content: [
		...[title, words('summary'), { name: 'synonyms', as: 'lines', required: true } as const],
		{ name: 'audience', as: 'checks', values: ['resident', 'business'] },
		{ name: 'events', as: 'lines', required: true },
		choice('provider.tier', ['province', 'regency']),
		{ name: 'provider.function', as: 'text', required: true },
		choice('minimumLevel', ['contact', 'nik', 'verified']),
		{ name: 'caution', as: 'words', long: true },
		{ name: 'legalBasis', as: 'json', required: true },
	],
	standard: [
		{ name: 'duration.amount', as: 'number', required: true },
		choice('duration.unit', ['working-day', 'day', 'hour', 'minute']),
		...['requirements', 'product', 'complaints', 'facilities', 'competence', 'supervision', 'staff'].map(
			words,
		),
		...['guarantee', 'safety', 'evaluation'].map(words),
		{ name: 'procedure', as: 'json', required: true },
	],
	questions: [id, choice('kind', ['boolean', 'choice', 'number', 'day']), label, hint, options, when],
	eligibility: [
		...[
			id,
			{ name: 'rule', as: 'rule', required: true } as const,
			choice('otherwise', ['ineligible', 'refer']),
		],
		...[words('reason'), { name: 'basis', as: 'basis', required: true } as const],
	],
	papers: [id, label, { name: 'note', as: 'words' }, when],
	fees: [
		...[id, label, when, { name: 'amount', as: 'rule', required: true } as const],
		{ name: 'basis', as: 'basis', required: true },
	],
	pages: [id, title, when],
	fields: field,
	findings: field,
	group: [id, choice('kind', ['group']), label, hint, when, ...limits],
	states: [
		...[id, label, words('next'), choice('kind', ['applicant', 'officer', 'system', 'end'])],
		choice('outcome', ['granted', 'refused', 'withdrawn', 'lapsed'], false),
		{ name: 'workingDays', as: 'number' },
		{ name: 'inspection', as: 'flag' },
		{ name: 'checklist', as: 'json' },
		{ name: 'office', as: 'json' },
		{ name: 'extension', as: 'basis' },
	],
	transitions: [
		...[id, label, { name: 'from', as: 'lines', required: true } as const],
		{ name: 'to', as: 'text', required: true },
		{ name: 'by', as: 'checks', values: movers },
		choice('on', ['entered', 'settled', 'joined', 'objected', 'expired'], false),
		{ name: 'guard', as: 'rule' },
		{ name: 'fourEyes', as: 'flag' },
		{ name: 'requires', as: 'checks', values: ['reason', 'checklist', 'findings', 'correction'] },
		{ name: 'effects', as: 'lines' },
		{ name: 'deemed', as: 'basis' },
	],
	outputs: [
		...[id, title, words('body'), { name: 'series', as: 'text', required: true } as const],
		{ name: 'number', as: 'text', required: true },
		{ name: 'lines', as: 'json', required: true },
		{ name: 'prints', as: 'json' },
		{ name: 'valid', as: 'json' },
		{ name: 'renewal', as: 'json' },
	],
	process: [
		{ name: 'retentionYears', as: 'number', required: true },
		{ name: 'survey', as: 'flag' },
		{ name: 'signatories', as: 'text' },
		...(['files', 'forks', 'resources'] as const).map(
			(name): Input => ({ name, as: 'json', required: true }),
		),
	],
	rules: [
		{ name: 'named', as: 'json', required: true },
		{ name: 'examples', as: 'json', required: true },
	],
};

/** The parts of a definition, in the order somebody writes them; `inside` the process. */
export const parts = [
	...[{ name: 'content' }, { name: 'standard' }, { name: 'questions', isList: true }],
	...[
		{ name: 'eligibility', isList: true },
		{ name: 'papers', isList: true },
		{ name: 'fees', isList: true },
	],
	...[
		{ name: 'pages', isList: true, inside: true },
		{ name: 'states', isList: true, inside: true },
	],
	...[
		{ name: 'transitions', isList: true, inside: true },
		{ name: 'outputs', isList: true, inside: true },
	],
	...[{ name: 'process', inside: true }, { name: 'rules' }],
] as const satisfies { name: string; isList?: boolean; inside?: boolean }[];

/** Lists inside one item. */
export const innerLists: Record<string, string> = { pages: 'fields', group: 'fields', states: 'findings' };
