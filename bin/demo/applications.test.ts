import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { migratorDb } from '#platform/db';
import { testDatabase } from '../../tests/support/database.ts';
import { fillApplications } from './applications.ts';

await testDatabase();
const count = 120;
before(() => fillApplications(count, () => undefined));

async function list(text: string): Promise<string[]> {
	const { rows } = await migratorDb.query<{ name: string }>({ text });
	return rows.map(({ name }) => name);
}

test('applications lie at the desk, with applicants, and are over, each way', async () => {
	const turns = await list('select distinct turn as name from applications.application order by 1');
	assert.deepEqual(
		turns,
		['applicant', 'end', 'officer', 'system'].filter((turn) => turns.includes(turn)),
	);
	assert.ok(turns.includes('officer') && turns.includes('applicant') && turns.includes('end'), turns.join());
	const outcomes = await list(
		'select distinct outcome as name from applications.application where outcome is not null',
	);
	assert.ok(outcomes.includes('granted') && outcomes.length > 1, outcomes.join());
	const services = await list('select distinct service_id as name from applications.application');
	assert.ok(services.length > 15, services.join());
});

test('everybody in them says they are invented', async () => {
	const real =
		await list(`select applicant_name as name from applications.application where applicant_name not like '%(contoh%'
		union all select actor_name from applications.event where actor_name <> '' and actor_name not like '%(contoh%'`);
	assert.deepEqual(real, []);
});

test('some were granted with a document, none without', async () => {
	const [given] = await list(`select count(*)::text as name from documents.document`);
	assert.ok(Number(given) > 0);
	const bare = await list(`select number as name from applications.application a where outcome = 'granted'
		and exists (select from applications.event e where e.application_id = a.id and e.kind = 'issued') and not exists
		(select from documents.document d where d.subject = 'application:' || a.pemda || ':' || a.id)`);
	assert.deepEqual(bare, []);
});
