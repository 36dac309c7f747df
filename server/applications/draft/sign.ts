import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { config } from '#platform/config';
import { translate } from '#platform/i18n';
import { isMailOn, queueMail } from '#platform/mail';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { dayOf } from '#platform/workdays';
import { type Definition, getVersion } from '#services';
import { getStep } from './answer-step.ts';
import { contentOf } from './content.ts';
import { withOwnDraft } from './get-draft.ts';
import { fillerOf } from './owner.ts';
import { agree, deleteOthers, selectInvitation, selectInvitedDraft, upsertInvitation } from './signatures.ts';
import { type Form, formOf, signersOf, signingStep } from './steps.ts';

const perDay = { count: 30, perSeconds: 86_400 };
const hash = (token: string) => createHash('sha256').update(token).digest();

/**
 * Asks those who sign beside the applicant, each by a link to the address that was given for them. Whoever has agreed to
 * what stands there now is not asked again. Returns how many were asked, and without mail their links, for whoever
 * hands them on. Refuses `applications/step-not-reached`, and what `getDraft` does.
 */
export async function inviteSignatories(
	actor: Actor,
	id: string,
): Promise<{ asked: number; links: { name: string; link: string }[] }> {
	const filler = fillerOf(actor);
	await spend(`signatures asked for by ${filler.accountId}`, perDay);
	return withOwnDraft(
		actor,
		id,
		async (tx, open) => {
			getStep(open, signingStep);
			const { definition, draft, form, signatures } = open;
			const content = contentOf(form, draft.versionHash);
			const signers = signersOf(definition, form.answers);
			await deleteOthers(
				tx,
				id,
				signers.map(({ record }) => record),
			);
			const links: { name: string; link: string }[] = [];
			for (const { record, name, email } of signers) {
				if (signatures.some((one) => one.record === record && one.contentHash === content)) continue;
				const token = randomBytes(24).toString('base64url');
				const link = `${config.publicOrigin}/tanda-tangan/${token}`;
				await upsertInvitation(tx, { draftId: id, record, name, email, tokenHash: hash(token), at: now() });
				const title = definition.title[filler.lang];
				await queueMail(tx, {
					key: `signature ${hash(token).toString('hex')}`,
					to: email,
					subject: translate(filler.lang, 'apply.mail.sign.subject', { title }),
					text: translate(filler.lang, 'apply.mail.sign.body', { title, name: draft.owner.name, link }),
				});
				links.push({ name, link });
			}
			return { asked: links.length, links: isMailOn() ? [] : links };
		},
		{ lock: true },
	);
}

export type Invitation = {
	name: string;
	asker: string;
	agreedAt: Date | null;
	sent: boolean;
	definition: Definition;
	form: Form;
	content: string;
};

/** What somebody is asked to sign, by the secret of the mail. Refuses `applications/no-such-invitation`. */
export async function findInvitation(token: string): Promise<Invitation> {
	const isToken = /^[A-Za-z0-9_-]{32}$/.test(token);
	const [invitation, draft] = isToken
		? await Promise.all([selectInvitation(hash(token)), selectInvitedDraft(hash(token), now())])
		: [];
	if (!invitation || !draft) throw new Refusal('not-found', 'applications/no-such-invitation');
	const definition = await getVersion(draft.versionHash);
	const form = formOf(definition, draft, dayOf(now()));
	return {
		name: invitation.name,
		asker: draft.owner.name,
		agreedAt: invitation.agreedAt,
		sent: draft.sent !== null,
		...{ definition, form, content: contentOf(form, draft.versionHash) },
	};
}

/**
 * Agrees to an application, signed in: to exactly what was shown (`content`). Nobody signs for themselves what they
 * asked others to sign, nor in the place of two. Refuses `applications/no-such-invitation`, `applications/changed-since`,
 * `applications/not-to-sign`, `people/sign-in-needed`.
 */
export async function agreeToSign(
	actor: Actor,
	{ token, content }: { token: string; content: string },
): Promise<void> {
	const signer = fillerOf(actor);
	const invitation = await findInvitation(token);
	if (invitation.content !== content) throw new Refusal('conflict', 'applications/changed-since');
	const agreed = await agree({
		...{ tokenHash: hash(token), accountId: signer.accountId, at: now() },
		...{ name: signer.name ?? invitation.name, contentHash: content },
	});
	if (!agreed) throw new Refusal('forbidden', 'applications/not-to-sign');
}
