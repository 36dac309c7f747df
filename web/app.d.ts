import type { Language, Params } from '#platform/i18n';

declare global {
	namespace App {
		interface Locals {
			lang: Language;
			theme: Theme | null;
			/** The text of a message in the language of the request. */
			t: (key: string, params?: Params) => string;
		}
		interface Error {
			/** What to name when asking for help; only for faults of ours. */
			id?: string;
		}
		interface PageData {
			lang: Language;
			theme: Theme | null;
		}
	}
	type Theme = 'light' | 'dark';
}
