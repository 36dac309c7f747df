import { formatNumber, type PublicCase, type PublicLines } from '#casework';
import { config } from '#platform/config';
import { translate } from '#platform/i18n';
import { findOffice, findSubject, getPemda } from '#regions';
import { addressOf } from './find-place.ts';
import { writeMoment } from './moments.ts';

type Lang = 'id' | 'en';
type Line = PublicLines['entries'][number];

/** Lines that say why a case stands where it stands. */
const aboutStatus = new Set([
	...['verified', 'started', 'accepted', 'asked', 'resumed', 'answer', 'confirmed', 'disputed'],
	...['closed', 'reopened', 'merged', 'unmerged', 'archived', 'withdrawn'],
]);
const inOwnWords = new Set(['started', 'answer', 'archived', 'reopened']);

/**
 * A case as GeoReport v2 shows a request: `open` until it is closed, which only the person, their silence or the law
 * does. Only what is public: the description is null until somebody read it over.
 */
export async function tellRequest(
	row: PublicCase,
	lines: PublicLines | undefined,
	{ lang, extensions }: { lang: Lang; extensions: boolean },
) {
	const subject = await findSubject(row.subject);
	const last = lines?.entries.findLast(({ kind }) => aboutStatus.has(kind));
	const photo = lines?.photos.find(({ kind }) => kind === 'photo') ?? lines?.photos[0];
	const closed = row.status === 'closed';
	return {
		service_request_id: formatNumber(row.number),
		status: closed ? 'closed' : 'open',
		status_notes: last ? await tellLine(last, lang) : null,
		service_name: subject?.name[lang] ?? row.subject,
		service_code: row.subject,
		description: row.body,
		agency_responsible: await officeName(row.holderPemda, row.holderOfficeId),
		service_notice: null,
		requested_datetime: writeMoment(row.filedAt),
		updated_datetime: writeMoment((closed ? row.closedAt : null) ?? row.changedAt),
		expected_datetime: writeMoment(row.dueAt),
		address: await addressOf(row.region),
		address_id: row.region,
		zipcode: null,
		lat: row.lat,
		long: row.lon,
		media_url: photo ? fileUrl(photo.sha256) : null,
		...(extensions ? await moreOf(row, lines, lang) : {}),
	};
}

async function moreOf(row: PublicCase, lines: PublicLines | undefined, lang: Lang) {
	return {
		extended_attributes: {
			title: row.title,
			class: row.class,
			detailed_status: row.status,
			outcome: row.outcome,
			channel: row.channel,
			jurisdiction_responsible: row.holderPemda,
			disputes: row.disputes,
			reopenings: row.reopenings,
			url: `${config.publicOrigin}/lacak/${formatNumber(row.number)}`,
			photos: (lines?.photos ?? []).map((photo) => ({
				media_url: fileUrl(photo.sha256),
				title: photo.purpose,
				content_type: photo.contentType,
			})),
		},
		notes: await Promise.all(
			(lines?.entries ?? []).map(async (line) => ({
				datetime: writeMoment(line.at),
				description: await tellLine(line, lang),
				type: line.kind,
			})),
		),
	};
}

async function tellLine({ kind, body, officePemda, officeId, detail }: Line, lang: Lang): Promise<string> {
	if (body && inOwnWords.has(kind)) return body;
	const office = officePemda && officeId ? await officeName(officePemda, officeId) : '';
	const to =
		typeof detail.toPemda === 'string' && typeof detail.toOffice === 'string'
			? await officeName(detail.toPemda, detail.toOffice)
			: '';
	return translate(lang, `cases.entry.${kind}`, { office, to, body });
}

async function officeName(pemda: string, officeId: string): Promise<string> {
	const office = await findOffice(pemda, officeId);
	return office?.name ?? (await getPemda(pemda)).name;
}

function fileUrl(sha256: string): string {
	return `${config.publicOrigin}/berkas/${sha256}/isi`;
}
