import pg from 'pg';

/** What reached PostgreSQL while something ran: the name or the first words of each statement, in order. */
export async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
	const seen: string[] = [];
	const original = pg.Client.prototype.query;
	pg.Client.prototype.query = new Proxy(original, {
		apply(target, client, given: unknown[]) {
			seen.push(nameOf(given[0]));
			return Reflect.apply(target, client, given);
		},
	});
	try {
		await run();
	} finally {
		pg.Client.prototype.query = original;
	}
	return seen;
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
