import { type Actor, type Holding, labelOf } from '#identity';
import { noteRead } from '#platform/audit';
import { db } from '#platform/db';

/**
 * Public service and the duties of an office (Law 27/2022, article 20 (2) e): what an officer sees of somebody's
 * matter is seen on this basis, unless a stricter one is told.
 */
export const officeBasis = 'UU 27/2022 Pasal 20 ayat (2) huruf e';

export type OfficeLook = {
	/** The government whose trail it stands in. */
	pemda: string;
	/** `documents/read-document`; has words in the messages, `people.ledger.act.documents-read-document`. */
	act: string;
	/** Whose data: of a business it is a line of whoever answers for it. */
	of: { kind: 'person' | 'business'; id: string };
	/** The post it was seen by; none where a system of somebody else was handed it, which `app` names. */
	post?: Holding | undefined;
	/** Why, a key of `people.reason`. */
	reason: string;
	detail?: object;
};

/**
 * The line in a resident's ledger that an office, or a system, was shown data of theirs; kept before anything is shown.
 * For the rooms that keep the data and asked before who may see it.
 */
export async function noteOfficeLook(actor: Actor, look: OfficeLook): Promise<void> {
	const { pemda, act, of, post, reason, detail } = look;
	const office = post ? { office: { pemda: post.pemda, officeId: post.officeId } } : {};
	await noteRead({
		...{ pemda, actor: labelOf(actor), act, subject: await subjectOf(of) },
		...(post?.lentBy ? { onBehalfOf: `account:${post.lentBy.accountId}` } : {}),
		...('origin' in actor ? { origin: actor.origin } : {}),
		detail: { ...detail, ...office, reason, basis: officeBasis },
	});
}

async function subjectOf({ kind, id }: OfficeLook['of']): Promise<string> {
	if (kind === 'person') return `account:${id}`;
	const { rows } = await db.query<{ account: string | null }>({
		name: 'people.responsible-of',
		text: 'select people.responsible_of($1) as account',
		values: [id],
	});
	const account = rows[0]?.account;
	return account ? `account:${account}` : `business:${id}`;
}
