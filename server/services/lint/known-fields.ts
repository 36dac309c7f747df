import type { Fields, Kind } from '#rules';
import type { Definition, Question } from '../definition.ts';
import type { Group, Leaf } from '../process.ts';

type Field = Question | Leaf | Group;

const kinds = {
	...({ boolean: 'boolean', choice: 'text', number: 'number', money: 'number', day: 'day' } as const),
	...({ text: 'text', 'long-text': 'text', email: 'text', phone: 'text' } as const),
	...({ region: 'text', point: 'text', kbli: 'text' } as const),
} as const satisfies Record<Leaf['kind'], Kind>;

/** What rules may name, and what each is worth. */
export function kindsOf(fields: readonly Field[]): Fields {
	return Object.fromEntries(
		fields.map((field) => [
			field.id,
			field.kind === 'group' ? { group: kindsOf(field.fields) } : kinds[field.kind],
		]),
	);
}

export function pageFieldsOf({ process }: Pick<Definition, 'process'>): (Leaf | Group)[] {
	return process?.pages.flatMap(({ fields }) => fields) ?? [];
}

export function findingsOf({ process }: Pick<Definition, 'process'>): Leaf[] {
	return process?.states.flatMap(({ findings }) => findings ?? []) ?? [];
}

/** Everything that is asked or found, fields inside groups too. */
export function everyField(definition: Definition): Field[] {
	const fields: Field[] = [...definition.questions, ...pageFieldsOf(definition), ...findingsOf(definition)];
	return fields.flatMap((field): Field[] => (field.kind === 'group' ? [field, ...field.fields] : [field]));
}
