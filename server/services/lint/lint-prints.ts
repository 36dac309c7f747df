import { answersReadBy } from '#rules';
import type { Definition } from '../definition.ts';
import type { Output, Process } from '../process.ts';
import { type Fault, fault } from './fault.ts';
import { everyField } from './known-fields.ts';

/**
 * Specific personal data on a document are seen by whoever it is shown to. Each such field is printed on a stated legal
 * ground, or masked; what `prints` names and is not printed is a fault too, for it would be read as a promise.
 */
export function lintPrints(definition: Definition, { outputs }: Process): Fault[] {
	const sensitive = new Set(
		everyField(definition).flatMap((field) => {
			const own = field.kind === 'group' ? field.fields : [field];
			return own.some((one) => 'privacy' in one && one.privacy === 'sensitive') ? [field.id] : [];
		}),
	);
	return outputs.flatMap((output, index) => {
		const printed = printedBy(output, definition);
		const grounds = output.prints ?? [];
		const bare = [...printed].filter(
			(name) =>
				sensitive.has(name) && !grounds.some((one) => one.field === name && (one.basis || one.masked)),
		);
		return [
			...bare.map((name) => fault(`process.outputs.${index}.prints`, 'prints-sensitive', { name })),
			...grounds.flatMap(({ field: name }, which) =>
				printed.has(name)
					? []
					: [fault(`process.outputs.${index}.prints.${which}`, 'prints-nothing', { name })],
			),
		];
	});
}

/** Fields whose answers stand on it, in its sentence or in what a line is worked out from. */
function printedBy({ body, lines }: Output, { named }: Definition): Set<string> {
	const inBody = [body.id, body.en].flatMap((text) => [...text.matchAll(/\{([a-zA-Z][a-zA-Z0-9]*)\}/g)]);
	return new Set([
		...inBody.map(([, name = '']) => name),
		...lines.flatMap(({ value }) => [...answersReadBy(value, named)]),
	]);
}
