import { type Params, translate } from '#platform/i18n';

/** What is wrong with a definition, and where: `process.transitions.2.by`. Nothing with a fault is published. */
export type Fault = {
	at: string;
	/** The message `services.fault.…` and what it names, for whoever reads it in their own language. */
	code: string;
	params: Params;
	/** The same in English, for files and logs. */
	what: string;
};

/** Faults in files are told as the rest of the code speaks. */
const ofFiles = 'en';

export function fault(at: string, code: string, params: Params = {}): Fault {
	return { at, code, params, what: translate(ofFiles, `services.fault.${code}`, params) };
}

/** Each name that is there a second time. */
export function twice(names: readonly string[], at: (index: number) => string): Fault[] {
	return names.flatMap((name, index) =>
		names.indexOf(name) === index ? [] : [fault(at(index), 'twice', { name })],
	);
}
