import { documentTypes } from '#platform/media';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { lastMoment } from '../framework/framework.ts';
import { requirementsOf } from '../framework/requirements.ts';
import { isDay } from '../is-day.ts';
import { readNote } from '../plan/read-plan.ts';
import type { Rules } from '../rules.ts';
import type { EvidenceFile, SameFile } from '../store/evidence.ts';
import type { Plan } from '../store/plans.ts';

export const mostFiles = 5;
export const mostBytes = 10 * 1024 * 1024;
/** What evidence may be, known by its content: photos, and documents that are only ever saved. */
export const evidenceTypes = [
	...(['image/jpeg', 'image/png', 'image/webp'] as const),
	...(Object.keys(documentTypes) as (keyof typeof documentTypes)[]), // its own keys
];

/** What is looked at before evidence is handed in, and again by the act itself. */
export type Check = {
	rule: 'note' | 'files' | 'types' | 'sizes' | 'dates' | 'period' | 'new';
	isMet: boolean;
	/** Why it is not met, as the act refuses it: `renaksi/<code>`. */
	code: string;
	params: Record<string, string | number>;
};
/** What was typed and uploaded for a document. */
export type Offered = {
	note: string;
	coversFrom: string;
	coversTo: string;
	files: readonly EvidenceFile[];
	live?: string | undefined;
	again?: boolean | undefined;
};
type Known = { plan: Plan; requirement: string; same: readonly SameFile[]; rules: Rules };

/**
 * Every rule for evidence, met or not, in the order a form has its fields. Pure: what the page shows before sending and
 * what the act refuses are the same.
 */
export function checkEvidence(offered: Offered, { plan, requirement, same, rules }: Known): Check[] {
	const { files, live, coversFrom, coversTo } = offered;
	const areDays = isDay(coversFrom) && isDay(coversTo) && coversFrom <= coversTo;
	const period = periodOf(plan, rules);
	const isWithin = coversTo >= period.from && coversFrom <= period.to;
	const large = files.find(({ sizeBytes }) => sizeBytes > mostBytes);
	const strange = files.find(({ contentType }) => !evidenceTypes.some((type) => type === contentType));
	const again = offered.again ? undefined : findAgain(plan, requirement, same);
	const check = (rule: Check['rule'], isMet: boolean, code: string, params: Check['params'] = {}) => ({
		...{ rule, isMet, code, params },
	});
	return [
		check('note', readNote(offered.note) !== undefined, 'note-needed'),
		check('dates', areDays, 'wrong-dates'),
		check('period', !areDays || isWithin, 'outside-period', period),
		files.length > mostFiles
			? check('files', false, 'too-many-files', { most: mostFiles })
			: check('files', files.length > 0 || Boolean(live), 'no-files'),
		check('types', !strange, 'wrong-type', { name: strange?.name ?? '' }),
		check('sizes', !large, 'file-too-large', { name: large?.name ?? '' }),
		check('new', !again, again?.code ?? 'same-file', again?.params),
	];
}

/** The days evidence may speak of: until nothing is taken any more, from so long before the framework opens. */
function periodOf({ framework }: Plan, { evidence }: Rules): { from: string; to: string } {
	const from = dayOf(new Date(Date.parse(framework.opensAt) - evidence.earlierDays * 86_400_000));
	return { from, to: dayOf(lastMoment(framework)) };
}

/** The same bytes in another year, for another document, or rejected for this one: meant only where somebody says so. */
function findAgain({ year, framework }: Plan, requirement: string, same: readonly SameFile[]) {
	const other = same.find((one) => one.year !== year);
	if (other) return { code: 'same-file', params: { year: other.year, name: other.name } };
	const rejected = same.find((one) => one.requirement === requirement && one.verdict === 'rejected');
	if (rejected) return { code: 'same-file-rejected', params: { name: rejected.name } };
	const elsewhere = same.find((one) => one.requirement !== requirement && stands(one));
	if (!elsewhere) return undefined;
	const document = requirementsOf(framework).all.find(({ id }) => id === elsewhere.requirement)?.document;
	return { code: 'same-file-elsewhere', params: { name: elsewhere.name, document: document?.name.id ?? '' } };
}

const stands = ({ verdict }: SameFile) => verdict === null || verdict === 'accepted';

const fieldOf: Record<Check['rule'], string> = {
	...{ note: 'note', dates: 'coversFrom', period: 'coversFrom' },
	...{ files: 'files', types: 'files', sizes: 'files', new: 'files' },
};
const kindOf = (code: string) =>
	code === 'file-too-large' ? 'too-large' : code.startsWith('same-file') ? 'conflict' : 'invalid';

/** Refuses the first rule that is not met, with a sentence beside each field that breaks one. */
export function requireChecked(checks: readonly Check[]): void {
	const broken = checks.filter(({ isMet }) => !isMet);
	const [first] = broken;
	if (!first) return;
	const fields = broken.toReversed().map(({ rule, code }) => [fieldOf[rule], `refusal.renaksi.${code}`]);
	const params = Object.assign({}, ...broken.toReversed().map((one) => one.params));
	throw new Refusal(kindOf(first.code), `renaksi/${first.code}`, {
		params,
		fields: Object.fromEntries(fields),
	});
}
