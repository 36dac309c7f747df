import { type Language, translate } from '#platform/i18n';

/** The shortest process there can be, to go on from: an officer looks, another person decides, the end. */
export function newProcess(): object {
	const states = [
		{ ...state('check'), kind: 'officer', workingDays: 2 },
		{ ...state('decide'), kind: 'officer', workingDays: 2 },
		{ ...state('granted'), kind: 'end', outcome: 'granted' },
		{ ...state('refused'), kind: 'end', outcome: 'refused' },
	];
	const transitions = [
		{ ...way('complete'), from: ['check'], to: 'decide', by: ['officer'] },
		{ ...way('grant'), from: ['decide'], to: 'granted', by: ['office-head'] },
		{ ...way('refuse'), from: ['decide'], to: 'refused', by: ['office-head'], requires: ['reason'] },
	];
	return { states, transitions, retentionYears: 5 };
}

const languages: Language[] = ['id', 'en'];

function words(key: string): object {
	return Object.fromEntries(languages.map((language) => [language, translate(language, key)]));
}

function state(id: string) {
	return { id, label: words(`service-editor.new.${id}`), next: words(`service-editor.new.${id}.next`) };
}

function way(id: string) {
	return { id, label: words(`service-editor.new.${id}`) };
}
