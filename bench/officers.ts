import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { sessionCookie } from '#identity';
import { newId } from '#platform/ids';

export type Desks = { officer: string; triage: string; regent: string; governor: string };

/** Somebody at each kind of desk, signed in: the header `cookie` of each. The officer sits in the office with the most to do. */
export async function seatOfficers(url: string): Promise<Desks> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		const { rows } = await client.query<{ pemda: string; office: string }>(
			`select pemda, office_id as office from casework.custody where ended_at is null
				group by 1, 2 order by count(*) desc limit 1`,
		);
		const { pemda, office } = rows[0] ?? { pemda: '12.71', office: null };
		return {
			officer: await seat(client, { role: 'officer', pemda, office }),
			triage: await seat(client, { role: 'triage', pemda, office: null }),
			regent: await seat(client, { role: 'regional-head', pemda, office: null }),
			governor: await seat(client, { role: 'regional-head', pemda: '12', office: null }),
		};
	} finally {
		await client.end();
	}
}

type Seat = { role: string; pemda: string; office: string | null };

async function seat(client: pg.Client, { role, pemda, office }: Seat): Promise<string> {
	const { rows } = await client.query<{ id: string }>(
		'select id from regions.post where role = $1 and pemda = $2 and ($3::uuid is null or office_id = $3) limit 1',
		[role, pemda, office],
	);
	const post = rows[0]?.id;
	if (!post) throw new Error(`No post of a ${role} in ${pemda}`);
	const account = newId();
	const token = randomBytes(32).toString('base64url');
	await client.query(
		`with account as (insert into identity.account (id, email, name, created_by) values ($1, $2, 'Bench', 'system:bench'))
			insert into identity.holding (pemda, id, post_id, account_id, held_from, given_by)
			values ($3, $4, $5, $1, current_date - 1, 'system:bench')`,
		[account, `${account}@bench.example`, pemda, newId(), post],
	);
	await client.query(
		`insert into identity.session (id, account_id, token_hash, device, origin, started_at, seen_at, ends_at, factors, fresh_at)
			values ($1, $2, $3, 'bench', '127.0.0.0/24', now(), now(), now() + interval '8 hours', '{password,totp}', now())`,
		[newId(), account, createHash('sha256').update(token).digest()],
	);
	return `${sessionCookie(false)}=${token}`;
}
