import type { Definition } from '../definition.ts';
import type { Process } from '../process.ts';
import { type Fault, fault, twice } from './fault.ts';
import { writtenNumber } from './written-number.ts';

/** Parts that name each other: papers' limits, who signs beside the applicant, documents given, visits booked. */
export function lintParts(definition: Definition, process: Process): Fault[] {
	const { files, outputs, resources, states } = process;
	const papers = definition.papers.map(({ id }) => id);
	return [
		...twice(
			files.map(({ paper }) => paper),
			(index) => `process.files.${index}.paper`,
		),
		...files.flatMap(({ paper: name }, index) =>
			papers.includes(name) ? [] : [fault(`process.files.${index}.paper`, 'no-such-paper', { name })],
		),
		...twice(
			outputs.map(({ id }) => id),
			(index) => `process.outputs.${index}.id`,
		),
		...twice(
			resources.map(({ id }) => id),
			(index) => `process.resources.${index}.id`,
		),
		...states.flatMap(({ checklist }, index) =>
			twice(checklist?.map(({ id }) => id) ?? [], (which) => `process.states.${index}.checklist.${which}.id`),
		),
		...lintSeries(process),
		...lintSignatories(process),
		...lintEffects(process),
		...lintHours(process),
	];
}

/** Two series whose numbers are written alike would give two documents one number. */
function lintSeries({ outputs }: Process): Fault[] {
	return outputs.flatMap(({ series, number }, index) => {
		const other = outputs
			.slice(0, index)
			.find((one) => one.series !== series && writtenNumber(one.number) === writtenNumber(number));
		return other ? [fault(`process.outputs.${index}.number`, 'same-number', { name: other.series })] : [];
	});
}

function lintSignatories({ signatories: name, pages }: Process): Fault[] {
	if (name === undefined) return [];
	const group = pages.flatMap(({ fields }) => fields).find(({ id }) => id === name);
	const isPeople = group?.kind === 'group' && group.fields.some(({ kind }) => kind === 'email');
	return isPeople ? [] : [fault('process.signatories', 'no-signatories', { name })];
}

function lintEffects({ transitions, outputs, resources }: Process): Fault[] {
	const known = new Set([
		'invoice',
		...outputs.map(({ id }) => `issue:${id}`),
		...resources.map(({ id }) => `book:${id}`),
	]);
	const used = new Set<string>(transitions.flatMap(({ effects }) => effects));
	return [
		...transitions.flatMap(({ effects }, index) =>
			effects.flatMap((name, which) =>
				known.has(name)
					? []
					: [fault(`process.transitions.${index}.effects.${which}`, 'no-such-effect', { name })],
			),
		),
		...outputs.flatMap(({ id: name }, index) =>
			used.has(`issue:${name}`) ? [] : [fault(`process.outputs.${index}`, 'never-issued', { name })],
		),
		...resources.flatMap(({ id: name }, index) =>
			used.has(`book:${name}`) ? [] : [fault(`process.resources.${index}`, 'never-booked', { name })],
		),
	];
}

function lintHours({ resources }: Process): Fault[] {
	return resources.flatMap(({ hours }, index) =>
		hours.flatMap(({ from, to }, which) =>
			from < to ? [] : [fault(`process.resources.${index}.hours.${which}`, 'closes-before-opening')],
		),
	);
}
