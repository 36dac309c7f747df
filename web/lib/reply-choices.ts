import { fillTemplate, listTemplates, type TemplatePlace } from '#casework';
import type { Officer } from '#identity';
import { formatDay } from '#platform/i18n';
import { Refusal } from '#platform/refusal';

type Say = (key: string) => string;
type About = {
	holderPemda: string;
	holderOfficeId: string;
	subject: string;
	title: string;
	dueAt: Date;
	lang: 'id' | 'en';
	contact: { name: string } | null;
};

/** A ready answer with the words of this case in its places. */
export type Reply = {
	value: string;
	label: string;
	text: string;
	/** The same for everybody to read: without the person's name. */
	publicText: string;
};

/** The ready answers for a case: of its office and of the government, those for its subject first. */
export async function replyChoices(
	officer: Officer,
	file: About,
	shown: { number: string; subject: string; place: string; holder: string },
	t: Say,
): Promise<Reply[]> {
	const values: Record<TemplatePlace, string> = {
		nama: file.contact?.name || t('replies.nobody'),
		nomor: shown.number,
		judul: file.title,
		pokok: shown.subject,
		tempat: shown.place,
		kantor: shown.holder,
		petugas: officer.name,
		tenggat: formatDay(file.lang, file.dueAt),
	};
	const templates = await usable(officer, file);
	return templates
		.filter(({ officeId }) => officeId === null || officeId === file.holderOfficeId)
		.map(({ id, title, body }) => ({
			value: id,
			label: title,
			text: fillTemplate(body, values),
			publicText: fillTemplate(body, { ...values, nama: t('replies.nobody') }),
		}));
}

/** An officer of another government who only reads the case has no ready answers for it. */
async function usable(officer: Officer, { holderPemda, subject }: About) {
	try {
		return await listTemplates(officer, holderPemda, subject);
	} catch (thrown) {
		if (thrown instanceof Refusal) return [];
		throw thrown;
	}
}

/** An invented case, to see how a ready answer will read. */
export function samplePlaces(t: Say): Record<TemplatePlace, string> {
	return {
		nama: t('replies.sample.nama'),
		nomor: 'AB12-CD34-EF56',
		judul: t('replies.sample.judul'),
		pokok: t('replies.sample.pokok'),
		tempat: t('replies.sample.tempat'),
		kantor: t('replies.sample.kantor'),
		petugas: t('replies.sample.petugas'),
		tenggat: t('replies.sample.tenggat'),
	};
}
