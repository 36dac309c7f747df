import pg from 'pg';

type Watch = (
	/** The name or the first words of a statement. */
	name: string,
	/** Those of the same connection before it, since its transaction began. */
	before: readonly string[],
	moment: 'before' | 'after',
) => void;

/** What reached PostgreSQL while something ran: the name or the first words of each statement, in order. */
export async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
	const seen: string[] = [];
	const stop = atStatements((name, _, moment) => void (moment === 'before' && seen.push(name)));
	try {
		await run();
	} finally {
		stop();
	}
	return seen;
}

/** Calls back before each statement that is sent from here on, and after its answer. Returns what ends that. */
export function atStatements(watch: Watch): () => void {
	const original = pg.Client.prototype.query;
	const since = new WeakMap<object, string[]>();
	pg.Client.prototype.query = new Proxy(original, {
		apply(target, client: object, given: unknown[]) {
			const name = nameOf(given[0]);
			const before = name.startsWith('begin') ? [] : (since.get(client) ?? []);
			watch(name, before, 'before');
			since.set(client, [...before, name]);
			const answer: unknown = Reflect.apply(target, client, given);
			if (answer instanceof Promise) return answer.finally(() => watch(name, before, 'after'));
			return answer;
		},
	});
	return () => {
		pg.Client.prototype.query = original;
	};
}

function nameOf(statement: unknown): string {
	if (typeof statement === 'string') return firstWords(statement);
	if (typeof statement !== 'object' || statement === null) return '?';
	if ('name' in statement && typeof statement.name === 'string') return statement.name;
	return 'text' in statement && typeof statement.text === 'string' ? firstWords(statement.text) : '?';
}

function firstWords(text: string): string {
	return text.trim().split(/\s+/).slice(0, 4).join(' ');
}
