import { type Tx, withScope } from '#platform/db';
import { translate } from '#platform/i18n';
import { type Mail, queueMail } from '#platform/mail';
import { fitSms, queueSms, type Sms } from '#platform/sms';
import { findOffice } from '#regions';
import { formatNumber } from './case-number.ts';
import { hashOf, tokenFor } from './follow-case.ts';
import { goesByPhone } from './goes-by-phone.ts';
import { caseLink, followLink } from './links.ts';
import { processWords } from './process-words.ts';
import { type Listener, selectEntries, selectListeners, type ToldEntry } from './store/listeners.ts';

/** What is worth a mail or a text message to the person of a case. What they did themselves is not. */
const forPerson = new Set([
	...['verified', 'accepted', 'asked', 'message', 'answer', 'late', 'archived', 'closed', 'reopened'],
	...['merged', 'unmerged', 'split', 'moved', 'overdue', 'visit'],
]);
/** And to whoever follows it. */
const forFollowers = new Set([
	...[
		'verified',
		'started',
		'accepted',
		'answer',
		'late',
		'confirmed',
		'disputed',
		'archived',
		'closed',
		'reopened',
	],
]);

export type Happened = { pemda: string; caseId: string; entries: string[] };

/**
 * Tells the person and the followers of a case what was just written into its file, each line to each address once, however
 * often this runs. A mail never quotes the case: it says what happened and where to read on.
 */
export async function tellPeople({ pemda, caseId, entries }: Happened): Promise<void> {
	await withScope({ system: true }, async (tx) => {
		const lines = await selectEntries(tx, caseId, entries);
		if (!lines.some((line) => forPerson.has(line.kind) || forFollowers.has(line.kind))) return;
		const listeners = await selectListeners(tx, pemda, caseId);
		for (const line of lines) {
			for (const listener of listeners) {
				if (isFor(listener, line, caseId)) await tell(tx, listener, line);
			}
		}
	});
}

async function tell(tx: Tx, listener: Listener, line: ToldEntry): Promise<void> {
	if (goesByPhone(listener)) await queueSms(tx, await smsFor(listener, line));
	else await queueMail(tx, await mailFor(listener, line));
}

/** What happened and where to read on, in one message: no name and nothing of what was written. */
async function smsFor({ phone, number, lang }: Listener, line: ToldEntry): Promise<Sms> {
	const what = line.kind === 'moved' ? processWords(line.detail, lang).state : await whatHappened(line, lang);
	const text = translate(lang, 'cases.sms.news', { number: formatNumber(number), what });
	return {
		key: `entry ${line.id} ${hashOf(`person ${phone}`)}`,
		to: phone,
		text: fitSms(text, caseLink(number)),
	};
}

/** Only what is public reaches followers and the people of merged reports. */
function isFor(listener: Listener, line: ToldEntry, caseId: string): boolean {
	if (line.visibility === 'internal') return false;
	if (line.visibility === 'person' && listener.caseId !== caseId) return false;
	if (listener.role === 'person') return forPerson.has(line.kind);
	return line.visibility === 'public' && forFollowers.has(line.kind);
}

async function mailFor(listener: Listener, line: ToldEntry): Promise<Mail> {
	const { lang, email } = listener;
	const number = formatNumber(listener.number);
	const what = await whatHappened(line, lang);
	const parts = [translate(lang, 'cases.mail.news.body', { what, number, link: caseLink(listener.number) })];
	const follows = listener.role === 'follower';
	const end = followLink(tokenFor(listener.caseId, email));
	parts.push(
		follows
			? translate(lang, 'cases.mail.news.end', { link: end })
			: translate(lang, 'cases.mail.person.hint'),
	);
	return {
		key: `entry ${line.id} ${hashOf(`${listener.role} ${email}`)}`,
		to: email,
		subject: translate(lang, 'cases.mail.news.subject', { number, what }),
		text: parts.join('\n\n'),
		...(follows ? { unsubscribe: end } : {}),
	};
}

async function whatHappened(line: ToldEntry, lang: 'id' | 'en'): Promise<string> {
	const office =
		line.officePemda && line.officeId ? await findOffice(line.officePemda, line.officeId) : undefined;
	const place = processWords(line.detail, lang);
	return translate(lang, `cases.mail.what.${line.kind}`, { office: office?.name ?? '', ...place });
}
