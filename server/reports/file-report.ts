import { type Channel, type NewAttachment, openCase, type Receipt } from '#casework';
import { type Actor, labelOf } from '#identity';
import { requireInMandate } from '#people';
import { readReport } from './read-report.ts';
import type { Report } from './report.ts';
import { routeReport } from './route-report.ts';

export type Filing = {
	/** What a form, a door or the queue of a phone sent; checked here. */
	report: unknown;
	attachments: NewAttachment[];
	channel: Channel;
	lang: 'id' | 'en';
	/** Of the sending: the same key twice is the same case and the same receipt. */
	key: string;
};

/**
 * Files a report: checks every answer, finds the office that answers for it, and opens the case with everything it
 * entails in one statement. Refuses `reports/answers-wrong` with a sentence for each field. Anonymous: no contact is
 * kept, whatever was typed.
 */
export async function fileReport(
	actor: Actor,
	filing: Filing,
): Promise<Receipt & { officeName: string; officePemda: string }> {
	requireInMandate(actor, 'reports');
	const report = await readReport(filing.report);
	const route = await routeReport(report);
	const receipt = await openCase({
		pemda: route.pemda,
		class: report.class,
		title: report.title || titleOf(report.text),
		body: report.text,
		subject: report.subject,
		region: route.region,
		lat: report.lat,
		lon: report.lon,
		place: report.place,
		privacy: report.privacy,
		channel: filing.channel,
		lang: filing.lang,
		details: detailsOf(report, route),
		holder: { pemda: route.pemda, officeId: route.officeId, officeName: route.officeName },
		contact: contactOf(report),
		key: filing.key,
		attachments: filing.attachments,
		actor: labelOf(actor),
		...ownerOf(actor),
		origin: actor.kind === 'system' ? actor.name : actor.origin,
	});
	return { ...receipt, officeName: route.officeName, officePemda: route.pemda };
}

/** Somebody signed in has the case in their account; under a mandate it is whose they act for. */
function ownerOf(actor: Actor): { ownerId?: string; onBehalfOf?: string } {
	if (actor.kind !== 'resident' && actor.kind !== 'officer') return {};
	const { actsFor } = actor;
	if (actsFor) return { ownerId: actsFor.id, onBehalfOf: `${actsFor.kind}:${actsFor.id}` };
	return actor.kind === 'resident' ? { ownerId: actor.accountId } : {};
}

function detailsOf(report: Report, route: { confidence: number; legalBasis: string; reason: object }) {
	return {
		assetClass: report.assetClass,
		attributes: report.attributes,
		placeKnown: report.region !== null,
		routed: { confidence: route.confidence, legalBasis: route.legalBasis, reason: route.reason },
	};
}

function contactOf({ privacy, name, email, phone }: Report) {
	return privacy === 'anonymous' ? { name: '', email: '', phone: '' } : { name, email, phone };
}

const longestTitle = 90;

/** The first sentence, cut at a word: what the office sees until somebody writes a better title. */
export function titleOf(text: string): string {
	const [first = text] = text.trim().split(/(?<=[.!?])\s|\n/);
	if (first.length <= longestTitle) return first.trim();
	return `${first.slice(0, longestTitle).replace(/\s+\S*$/, '')} …`;
}
