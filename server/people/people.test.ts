import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { findActor, type Officer, type Resident } from '#identity';
import {
	addBusiness,
	checkRegister,
	exportOwn,
	getOwnPerson,
	giveNik,
	listBusinesses,
	listLedger,
	makeCounterCode,
	openAtCounter,
	registerAtCounter,
	verifyAtCounter,
	verifyBusiness,
} from '#people';
import { db, migratorDb, withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { listOffices, listPosts } from '#regions';
import { origin } from '../../tests/support/accounts.ts';
import { asahan, deskOf, officerAt } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { newNik, resident } from '../../tests/support/residents.ts';

await testDatabase();
let dukcapil: Officer;
let roads: Officer;
let licensing: Officer;
before(async () => {
	dukcapil = await officerWithAccount('civil-registration');
	roads = await officerWithAccount('public-works');
	licensing = await officerWithAccount('licensing');
});

async function officerWithAccount(officeFunction: string): Promise<Officer> {
	const officer = officerAt(await deskOf(asahan, officeFunction), 'officer', `Petugas ${officeFunction}`);
	await migratorDb.query({
		text: `insert into identity.account (id, email, name, created_by) values ($1, $2, $3, 'test')`,
		values: [officer.accountId, `${officeFunction}@contoh.example`, officer.name],
	});
	return officer;
}

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const name = 'Sari Siregar (contoh)';
const again = async (who: Resident) => ({ ...who, ...(await getOwnPerson(who)), level: await levelOf(who) });
async function levelOf({ accountId }: { accountId: string }) {
	const { rows } = await db.query<{ level: Resident['level'] }>({
		text: 'select level from identity.account where id = $1',
		values: [accountId],
	});
	return rows[0]?.level ?? 'contact';
}

describe('the way up', () => {
	test('a NIK that fits leads to nik, one that does not names the field', async () => {
		const who = await resident();
		await assert.rejects(giveNik(who, { name, nik: '123', birthDate: '1990-01-02' }), (error) => {
			assert.ok(error instanceof Refusal);
			assert.deepEqual(error.fields, { nik: 'refusal.people.nik-wrong' });
			return true;
		});
		const given = newNik();
		await assert.rejects(
			giveNik(who, { name, nik: given.nik, birthDate: '1991-01-02' }),
			refused('people/identity-wrong'),
		);
		await giveNik(who, { name, ...given });
		const own = await getOwnPerson(who);
		assert.equal(own.nik, `1209••••••••${given.nik.slice(-4)}`);
		assert.equal(await levelOf(who), 'nik');
	});

	test('an officer of the right office verifies by the code, once; the resident sees who looked', async () => {
		const who = await resident();
		const { code } = await makeCounterCode(who);
		await assert.rejects(openAtCounter(roads, code), refused('people/no-counter'));
		await assert.rejects(openAtCounter(dukcapil, 'AAAA2222'), refused('people/counter-code-wrong'));
		const shown = await openAtCounter(dukcapil, `${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`);
		assert.equal(shown.nik, null);
		const card = { code, document: 'ktp-el', name, ...newNik() };
		await assert.rejects(
			verifyAtCounter(dukcapil, { ...card, document: 'library-card' }),
			refused('people/document-wrong'),
		);
		await verifyAtCounter(dukcapil, card);
		assert.equal(await levelOf(who), 'verified');
		await assert.rejects(verifyAtCounter(dukcapil, card), refused('people/counter-code-wrong'), 'used up');
		const { lines } = await listLedger(who);
		assert.deepEqual(
			lines.map(({ act, who: officer }) => [act, officer]),
			[
				['people-verify-at-counter', dukcapil.name],
				['people-open-at-counter', dukcapil.name],
			],
		);
		assert.ok(lines.every(({ basis, office }) => basis && office?.pemda === asahan));
	});

	test('one NIK is one verified person', async () => {
		const [first, second] = [await resident(), await resident()];
		const card = { document: 'ktp-el', name, ...newNik() };
		await verifyAtCounter(dukcapil, { ...card, code: (await makeCounterCode(first)).code });
		const { code } = await makeCounterCode(second);
		await assert.rejects(
			verifyAtCounter(dukcapil, { ...card, code }),
			refused('people/nik-verified-elsewhere'),
		);
		assert.equal(await levelOf(second), 'contact', 'nothing of it stays');
		await openAtCounter(dukcapil, code);
	});

	test('a newer code takes the place of the one before', async () => {
		const who = await resident();
		const { code } = await makeCounterCode(who);
		await makeCounterCode(who);
		await assert.rejects(openAtCounter(dukcapil, code), refused('people/counter-code-wrong'));
	});

	test('without a register there is none, and it says so', async () => {
		await assert.rejects(checkRegister(await resident()), refused('people/register-off'));
	});
});

describe('a NIK', () => {
	test('lies sealed, and stands in no audit line, event or job', async () => {
		const who = await resident();
		const { nik, birthDate } = newNik();
		await giveNik(who, { name, nik, birthDate });
		const { code } = await makeCounterCode(who);
		await verifyAtCounter(dukcapil, { code, document: 'ktp-el', name, nik, birthDate });
		const { rows } = await migratorDb.query<{ found: string }>({
			text: `select 'person' as found from people.person p where p::text like '%' || $1 || '%'
				union all select 'proof' from people.proof p where p::text like '%' || $1 || '%'
				union all select 'audit' from platform.audit p where p::text like '%' || $1 || '%'
				union all select 'event' from platform.event p where p::text like '%' || $1 || '%'
				union all select 'job' from graphile_worker._private_jobs p where p::text like '%' || $1 || '%'`,
			values: [nik],
		});
		assert.deepEqual(rows, []);
		assert.equal((await exportOwn(await again(who))).person?.nik, nik, 'its holder has it in full');
	});
});

describe('a business', () => {
	test('is theirs once a licensing office saw the NIB', async () => {
		const who = await resident('nik', name);
		const typed = {
			nib: '1234567890123',
			name: 'Kopi Sidikalang',
			npwp: '',
			kbli: '56303, 10761',
			region: '12.11',
		};
		await assert.rejects(addBusiness(await resident(), typed), refused('people/level-needed'));
		await assert.rejects(addBusiness(who, { ...typed, nib: '12', kbli: 'kopi', region: '99' }), (error) => {
			assert.ok(error instanceof Refusal);
			assert.deepEqual(Object.keys(error.fields).sort(), ['kbli', 'nib', 'region']);
			return true;
		});
		const { businessId } = await addBusiness(who, typed);
		await assert.rejects(addBusiness(who, typed), refused('people/business-added-already'));
		const { code } = await makeCounterCode(who, businessId);
		await assert.rejects(openAtCounter(dukcapil, code), refused('people/no-counter'));
		assert.equal((await openAtCounter(licensing, code)).business?.nib, typed.nib);
		await verifyBusiness(licensing, { code, document: 'nib' });
		assert.ok((await listBusinesses(who))[0]?.verifiedAt);
		const rival = await resident('nik', 'Orang lain (contoh)');
		const other = await addBusiness(rival, typed);
		const rivals = await makeCounterCode(rival, other.businessId);
		await assert.rejects(
			verifyBusiness(licensing, { code: rivals.code, document: 'nib' }),
			refused('people/nib-verified-elsewhere'),
		);
		await assert.rejects(makeCounterCode(rival, businessId), refused('people/no-such-business'));
	});
});

describe('a resident without a telephone', () => {
	test('is registered by a village officer, who may act for them until a day', async () => {
		const village = (await listOffices(asahan, { kinds: ['desa', 'kelurahan'] }))[0];
		assert.ok(village && (await listPosts(asahan)).length > 0);
		const officer = officerAt({ pemda: asahan, officeId: village.id, officeName: village.name });
		await migratorDb.query({
			text: `insert into identity.account (id, email, name, created_by) values ($1, 'kaur@contoh.example', 'Kaur', 'test')`,
			values: [officer.accountId],
		});
		const today = dayOf(new Date());
		const typed = { document: 'ktp-el', name: 'Ompung (contoh)', ...newNik(), from: today, until: today };
		await assert.rejects(
			registerAtCounter(officer, { ...typed, agreed: false }),
			refused('people/not-agreed'),
		);
		await registerAtCounter(officer, { ...typed, agreed: true });
		await assert.rejects(
			registerAtCounter(officer, { ...typed, agreed: true }),
			refused('people/nik-verified-elsewhere'),
		);
	});
});

test('the second wall: in another person’s scope, and without one, nothing is there', async () => {
	const [who, other] = [await resident(), await resident()];
	await giveNik(who, { name, ...newNik() });
	const count = {
		text: 'select (select count(*) from people.person) + (select count(*) from people.proof) as n',
	};
	assert.equal(Number((await db.query<{ n: string }>(count)).rows[0]?.n), 0);
	const seen = await withScope({ account: other.accountId }, (tx) => tx.query<{ n: string }>(count));
	assert.equal(Number(seen.rows[0]?.n), 0);
	const own = await withScope({ account: who.accountId }, (tx) => tx.query<{ n: string }>(count));
	assert.equal(Number(own.rows[0]?.n), 2);
	assert.equal(await findActor('x', origin), undefined);
});
