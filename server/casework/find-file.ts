import { type Actor, scopeOf } from '#identity';
import { withScope } from '#platform/db';
import { isOverseer, noteOverseeing } from './note-overseeing.ts';

type Found = { contentType: string; isPublic: boolean; pemda: string; caseId: string };

/**
 * How to send a stored file, if the actor may have it: published, or of a case in their sight. Two indexes, one statement.
 * What an overseer is shown that is not public goes into the audit trail first.
 */
export async function findFile(
	actor: Actor,
	sha256: string,
): Promise<{ contentType: string; isPublic: boolean } | undefined> {
	if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
	const found = await withScope(scopeOf(actor), async (tx) => {
		const { rows } = await tx.query<Found>({
			name: 'casework.find-file',
			text: `select case when sha256 = $1 then content_type else 'image/jpeg' end as "contentType",
					published_at is not null as "isPublic", pemda, case_id as "caseId"
				from casework.attachment where sha256 = $1 or thumb_sha256 = $1 order by published_at nulls last limit 1`,
			values: [sha256],
		});
		return rows[0];
	});
	if (!found) return undefined;
	const { pemda, caseId, ...file } = found;
	if (!file.isPublic && actor.kind === 'officer' && isOverseer(actor)) {
		await noteOverseeing(actor, { act: 'read-file', pemda, caseId });
	}
	return file;
}
