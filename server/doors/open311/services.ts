import { privacies } from '#casework';
import { translate } from '#platform/i18n';
import { Refusal } from '#platform/refusal';
import { findSubject, listSubjects, type Attribute as Question, type Subject } from '#regions';

type Lang = 'id' | 'en';

/** One attribute of a service definition, as GeoReport v2 has it. */
export type Attribute = {
	variable: true;
	code: string;
	datatype: Question['datatype'];
	required: boolean;
	datatype_description: string | null;
	order: number;
	description: string;
	values?: { key: string; name: string }[];
};

/** Every subject that can be reported is a service; its code is the subject's. The same in every jurisdiction. */
export async function listServices(lang: Lang) {
	const groups = await listSubjects();
	return groups.flatMap((group) =>
		group.subjects.map((subject) => ({
			service_code: subject.code,
			service_name: subject.name[lang],
			description: subject.description[lang],
			metadata: attributesOf(subject, lang).length > 0,
			type: 'realtime',
			keywords: subject.keywords.join(', '),
			group: group.name[lang],
		})),
	);
}

/** Refuses `open311/no-such-service` (404). */
export async function getDefinition(code: string, lang: Lang) {
	const subject = await getService(code);
	return { service_code: subject.code, attributes: attributesOf(subject, lang) };
}

export async function getService(code: string): Promise<Subject> {
	const subject = await findSubject(code);
	if (!subject) throw new Refusal('not-found', 'open311/no-such-service');
	return subject;
}

/** Whose thing it is comes first, for it decides who answers; then the subject's own questions; secrecy where it is often wanted. */
export function attributesOf(subject: Subject, lang: Lang): Attribute[] {
	const own = subject.attributes.map((question) => ({
		code: question.code,
		datatype: question.datatype,
		required: question.required,
		datatype_description: hintFor(question, lang),
		description: question.question[lang],
		...(question.values
			? { values: question.values.map(({ key, name }) => ({ key, name: name[lang] })) }
			: {}),
	}));
	return [...assetClass(subject, lang), ...own, ...(subject.sensitive ? [privacy(lang)] : [])].map(
		({ code, datatype, ...rest }, index) => ({ variable: true, code, datatype, ...rest, order: index + 1 }),
	);
}

type Unordered = Omit<Attribute, 'variable' | 'order'>;

function assetClass({ assetClasses }: Subject, lang: Lang): Unordered[] {
	if (assetClasses.length === 0) return [];
	return [
		{
			code: 'asset_class',
			datatype: 'singlevaluelist',
			required: false,
			datatype_description: null,
			description: translate(lang, 'open311.asset-class'),
			values: assetClasses.map(({ code, name, hint }) => ({
				key: code,
				name: hint[lang] ? `${name[lang]} (${hint[lang]})` : name[lang],
			})),
		},
	];
}

function privacy(lang: Lang): Unordered {
	return {
		code: 'privacy',
		datatype: 'singlevaluelist',
		required: false,
		datatype_description: null,
		description: translate(lang, 'open311.privacy'),
		values: privacies.map((key) => ({ key, name: translate(lang, `open311.privacy.${key}`) })),
	};
}

function hintFor({ datatype }: Question, lang: Lang): string | null {
	return datatype === 'datetime' ? translate(lang, 'open311.datetime-hint') : null;
}
