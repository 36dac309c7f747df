import { type Actor, type Holding, labelOf } from '#identity';
import { noteRead, record } from '#platform/audit';
import type { Tx } from '#platform/db';
import { province } from '#regions';

/** The trail of residents' accounts: of the installation, which the province runs. */
export const installation = province;

type Line = { accountId: string; act: string; post?: Holding | undefined; detail?: object };

function lineOf(actor: Actor, { accountId, act, post, detail }: Line) {
	const office = post ? { pemda: post.pemda, officeId: post.officeId } : undefined;
	const represented =
		'actsFor' in actor && actor.actsFor ? `${actor.actsFor.kind}:${actor.actsFor.id}` : undefined;
	return {
		pemda: post?.pemda ?? installation,
		actor: labelOf(actor),
		act: `people/${act}`,
		subject: `account:${accountId}`,
		...(represented ? { onBehalfOf: represented } : {}),
		...(actor.kind === 'system' ? {} : { origin: actor.origin }),
		detail: { ...detail, ...(office ? { office } : {}) },
	};
}

/** One line about somebody's account, in the transaction that changes it. */
export function note(tx: Tx, actor: Actor, line: Line): Promise<void> {
	return record(tx, lineOf(actor, line));
}

/** The line that somebody looked: why, and on what legal basis; kept before anything is shown. */
export function noteLook(
	actor: Actor,
	line: Line & { detail: { reason: string; basis: string; mandateId?: string } },
): Promise<void> {
	return noteRead(lineOf(actor, line));
}
