import { openCase, type Receipt } from '#casework';
import { type Actor, labelOf } from '#identity';
import { requireInMandate } from '#people';
import { Refusal } from '#platform/refusal';
import { listOffices, province } from '#regions';

/** What the law lets people ask about their own data (UU 27/2022, Pasal 5 to 9): their kinds here. */
export const dataRequests = ['correction', 'deletion', 'objection'] as const;
export type DataRequest = (typeof dataRequests)[number];

/** Who answers for the installation: the province's office for communication and informatics runs it. */
const controller = { pemda: province, function: 'communication' };

/**
 * A resident asks that what is held about them be corrected or deleted, or objects to its use: a confidential case
 * in their account, with the legal clock of its class, at the office that runs the installation. Refuses
 * `people/sign-in-needed`, `reports/answers-wrong` by field. The same key is the same case.
 */
export async function fileDataRequest(
	actor: Actor,
	request: { kind: string; text: string; key: string; lang: 'id' | 'en'; title: string },
): Promise<Receipt> {
	if (actor.kind !== 'resident') throw new Refusal('unauthenticated', 'people/sign-in-needed');
	requireInMandate(actor, 'self');
	const fields = {
		...(dataRequests.some((one) => one === request.kind)
			? {}
			: { kind: 'refusal.reports.data-request-kind' }),
		...(isReadable(request.text) ? {} : { text: 'refusal.reports.text-missing' }),
	};
	if (Object.keys(fields).length > 0) throw new Refusal('invalid', 'reports/answers-wrong', { fields });
	const [office] = await listOffices(controller.pemda, { function: controller.function });
	if (!office) throw new Error('No office answers for the installation');
	return openCase({
		...{ pemda: controller.pemda, class: 'data-request', title: request.title, body: request.text.trim() },
		...{ subject: 'office.personal-data', region: controller.pemda, lat: null, lon: null, place: '' },
		...{ privacy: 'confidential', channel: 'web', lang: request.lang, details: { request: request.kind } },
		holder: { pemda: controller.pemda, officeId: office.id, officeName: office.name },
		contact: { name: actor.name ?? '', email: '', phone: '' },
		key: `data-request:${actor.accountId}:${request.key}`,
		attachments: [],
		...{ actor: labelOf(actor), origin: actor.origin, ownerId: actor.accountId, onBehalfOf: null },
	});
}

const longest = 4000;

function isReadable(text: string): boolean {
	const length = text.trim().length;
	return length >= 10 && length <= longest && text.isWellFormed() && !text.includes('\u0000');
}
