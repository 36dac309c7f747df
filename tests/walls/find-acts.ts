import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rooms } from '../../server/architecture.ts';

const top = resolve(import.meta.dirname, '../..');
const actorTypes = /:\s*(?:readonly\s+)?(?:Actor|Officer|Resident|Editor)\b/;

/** `room.name` of everything the faces export that takes an actor: read from the faces and from where they point. */
export function findActs(): string[] {
	return Object.keys(rooms)
		.flatMap((room) =>
			exportsOf(room)
				.filter(({ original, file }) => takesActor(room, original, file))
				.map(({ name }) => `${room}.${name}`),
		)
		.sort();
}

type Exported = { name: string; original: string; file: string };

function exportsOf(room: string): Exported[] {
	const face = readFileSync(join(top, 'server', room, 'index.ts'), 'utf8');
	return [...face.matchAll(/export (type )?\{([^}]*)\}\s*from\s*'\.\/([^']+)'/g)].flatMap(
		([, isType, names = '', file = '']) =>
			isType
				? []
				: names
						.replaceAll(/\/\/.*$/gm, '')
						.split(',')
						.map((one) => one.trim())
						.filter((one) => one !== '' && !one.startsWith('type '))
						.map((one) => {
							const [original = '', name = original] = one.split(/\s+as\s+/);
							return { name, original, file };
						}),
	);
}

/** Whether its declaration, wherever in the room it stands, has a parameter of an actor's type. */
function takesActor(room: string, name: string, file: string): boolean {
	const text = readFileSync(join(top, 'server', room, file), 'utf8');
	const start = text.match(new RegExp(`export (?:async )?function\\*? ${name}\\b`))?.index;
	if (start !== undefined) return actorTypes.test(parametersFrom(text, start));
	const declared = text.match(
		new RegExp(`export (?:const|class) ${name}\\b[^=]*=\\s*(async )?(\\(|function)?`),
	);
	if (declared?.[2]) return actorTypes.test(parametersFrom(text, declared.index ?? 0));
	if (declared) return false;
	if (new RegExp(`export \\{[^}]*\\b${name}\\b`).test(text)) return findElsewhere(room, name);
	throw new Error(`${room}: where is ${name} declared?`);
}

function findElsewhere(room: string, name: string): boolean {
	const files = readdirSync(join(top, 'server', room), { recursive: true, encoding: 'utf8' });
	return files
		.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
		.map((file) => readFileSync(join(top, 'server', room, file), 'utf8'))
		.some((text) => {
			const start = text.match(new RegExp(`export (?:async )?function\\*? ${name}\\b`))?.index;
			return start !== undefined && actorTypes.test(parametersFrom(text, start));
		});
}

/** From the first parenthesis after a place to the one that closes it. */
function parametersFrom(text: string, start: number): string {
	const open = text.indexOf('(', start);
	let depth = 0;
	for (let at = open; at < text.length; at++) {
		if (text[at] === '(') depth++;
		if (text[at] === ')' && --depth === 0) return text.slice(open, at + 1);
	}
	return text.slice(open);
}
