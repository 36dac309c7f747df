import { db } from '#platform/db';
import type { Post } from '../office.ts';

const columns = `p.pemda, p.id, p.office_id as "officeId", p.title, p.role`;

export async function selectPosts(pemda: string, officeId: string | undefined): Promise<Post[]> {
	const { rows } = await db.query<Post>({
		text: `select ${columns} from regions.post p
			where p.pemda = $1 and ($2::uuid is null or p.office_id = $2) and p.active order by p.office_id, p.role`,
		values: [pemda, officeId ?? null],
	});
	return rows;
}

/** The posts of several offices, also of different governments, in one statement. */
export async function selectPostsOf(offices: { pemda: string; id: string }[]): Promise<Post[]> {
	const { rows } = await db.query<Post>({
		name: 'regions.posts',
		text: `select ${columns} from unnest($1::text[], $2::uuid[]) as o(pemda, id)
			join regions.post p on p.pemda = o.pemda and p.office_id = o.id and p.active order by p.id`,
		values: [offices.map((office) => office.pemda), offices.map((office) => office.id)],
	});
	return rows;
}

export async function selectPostById(pemda: string, id: string): Promise<Post | undefined> {
	const { rows } = await db.query<Post>({
		name: 'regions.post',
		text: `select ${columns} from regions.post p where p.pemda = $1 and p.id = $2 and p.active`,
		values: [pemda, id],
	});
	return rows[0];
}
