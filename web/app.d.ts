import type { Actor } from '#identity';
import type { Language, Params } from '#platform/i18n';

declare global {
	namespace App {
		interface Locals {
			lang: Language;
			theme: Theme | null;
			/** Who is asking: a signed-in officer or resident, or nobody we know. */
			actor: Extract<Actor, { kind: 'officer' | 'resident' | 'anonymous' }>;
			/** The text of a message in the language of the request. */
			t: (key: string, params?: Params) => string;
		}
		interface Error {
			/** What to name when asking for help; only for faults of ours. */
			id?: string;
		}
		interface PageData {
			signedIn: 'officer' | 'resident' | null;
			/** Where the work of whoever asks begins; only for officers. */
			desk: string | null;
			lang: Language;
			theme: Theme | null;
		}
	}
	type Theme = 'light' | 'dark';
}
