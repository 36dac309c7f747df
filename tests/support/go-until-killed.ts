import { config } from '#platform/config';
import { connect } from '#platform/db';
import { atStatements } from './statements.ts';
import { goTheWholeWay } from './whole-way.ts';

/** Where a process ends by `kill -9`: at a statement, perhaps only in a transaction that holds another one too. */
export type End = { statement: string; inside?: string; when: 'before' | 'after' };

/** A process of its own that takes applications the whole way, and dies at one statement of it. */
const [parties = '', end = ''] = process.argv.slice(2);
if (parties) {
	const { statement, inside, when }: End = JSON.parse(end);
	connect(config.databaseUrl ?? '', 8);
	atStatements((name, before, moment) => {
		if (moment !== when || name !== statement || (inside && !before.includes(inside))) return;
		process.kill(process.pid, 'SIGKILL');
	});
	await goTheWholeWay(JSON.parse(parties));
}
