import type { Definition } from '../definition.ts';
import { questionsPage } from '../form/fields-for.ts';
import type { Group, Leaf, Process } from '../process.ts';
import { type Fault, fault, twice } from './fault.ts';
import { everyField } from './known-fields.ts';

/** What is asked and found: one name each, limits that can be kept, and read by nobody who does not need it. */
export function lintFields(definition: Definition, process: Process): Fault[] {
	const { pages, states, transitions } = process;
	const holders = new Set<string>(transitions.flatMap(({ by }) => by));
	const lint = (leaf: Leaf, at: string) => [...lintLeaf(leaf, at), ...lintPrivacy(leaf, at, holders)];
	return [
		...oneName(definition),
		...twice(
			pages.map(({ id }) => id),
			(index) => `process.pages.${index}.id`,
		),
		...pages.flatMap(({ id, fields }, index) => [
			...(id === questionsPage ? [fault(`process.pages.${index}.id`, 'page-taken', { name: id })] : []),
			...fields.flatMap((field, which) => {
				const at = `process.pages.${index}.fields.${which}`;
				return field.kind === 'group' ? lintGroup(field, at, lint) : lint(field, at);
			}),
		]),
		...states.flatMap(({ findings }, index) =>
			(findings ?? []).flatMap((leaf, which) => lint(leaf, `process.states.${index}.findings.${which}`)),
		),
	];
}

/** Answers, findings and what is in groups are known by their name alone: none may have another's. */
function oneName(definition: Definition): Fault[] {
	const names = everyField(definition).map(({ id }) => id);
	return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((name) =>
		fault('process', 'name-taken', { name }),
	);
}

function lintGroup(group: Group, at: string, lint: (leaf: Leaf, at: string) => Fault[]): Fault[] {
	const inner = group.fields.flatMap((leaf, index) => [
		...lint(leaf, `${at}.fields.${index}`),
		...(leaf.prefill ? [fault(`${at}.fields.${index}.prefill`, 'prefill-in-group', { name: leaf.id })] : []),
	]);
	return group.least > group.most ? [fault(at, 'least-over-most', { name: group.id }), ...inner] : inner;
}

const limited = ['number', 'money', 'text', 'long-text'];
/** What a registry says, and the kinds of field that can take it. */
const prefilled: Record<string, readonly string[]> = {
	...{ birthDate: ['day'], region: ['region'], email: ['email'], phone: ['phone'], kbli: ['kbli'] },
	...{ name: ['text'], nik: ['text'], nib: ['text'], npwp: ['text'], businessName: ['text'] },
};
const personal = ['name', 'nik', 'birthDate', 'email', 'phone'];

function lintLeaf({ id: name, kind, least, most, options, prefill }: Leaf, at: string): Fault[] {
	const hasLimits = least !== undefined || most !== undefined;
	const isText = kind === 'text' || kind === 'long-text';
	const isLength = [least, most].every((one) => one === undefined || (Number.isInteger(one) && one >= 0));
	const found: (Fault | false)[] = [
		hasLimits && !limited.includes(kind) && fault(at, 'no-limits', { name }),
		least !== undefined && most !== undefined && least > most && fault(at, 'least-over-most', { name }),
		hasLimits && isText && !isLength && fault(at, 'no-length', { name }),
		prefill !== undefined &&
			!prefilled[prefill.path]?.includes(kind) &&
			fault(`${at}.prefill`, 'prefill-of-other-kind', { name, path: prefill.path }),
	];
	const values = options?.map(({ value }) => value) ?? [];
	return [
		...found.filter((one) => one !== false),
		...twice(values, (index) => `${at}.options.${index}.value`),
	];
}

function lintPrivacy(
	{ id: name, privacy, readableBy, prefill }: Leaf,
	at: string,
	holders: Set<string>,
): Fault[] {
	const idle = readableBy?.filter((role) => !holders.has(role)) ?? [];
	const isPersonal = prefill?.from === 'person' && personal.includes(prefill.path);
	return [
		...(privacy === 'sensitive' && !readableBy ? [fault(at, 'sensitive-to-all', { name })] : []),
		...idle.map((role) => fault(`${at}.readableBy`, 'reader-without-need', { name, role })),
		...(isPersonal && privacy === 'plain' ? [fault(`${at}.privacy`, 'personal-as-plain', { name })] : []),
	];
}
