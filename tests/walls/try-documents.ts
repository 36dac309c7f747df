import * as documents from '#documents';
import type { Actor } from '#identity';
import { newId } from '#platform/ids';
import { asahan, officerAt } from '../support/cases.ts';
import { issued, issuedWithFile } from '../support/documents.ts';
import { desks } from './actors.ts';
import type { Thing, Try } from './try.ts';
import { owner } from './try-cases.ts';

/** How acts on what public works of Asahan issued are tried. */
type DocumentThing = Thing & { id: string; more: Record<string, string> };

const pemda = asahan;
const thing = ({ id, number }: { id: string; number: string }): DocumentThing => ({
	...{ ref: { pemda }, id, more: { number } },
});
/** Whose it is: the resident of the test, once it has said who that is. */
const holder = () => ({ kind: 'person', id: owner.accountId || newId(), name: 'Budi (contoh)' }) as const;
const at = { desk: desks.own, series: 'walls' };
const words = { reason: 'Alamat tidak benar.', basis: 'Perda (contoh)' };
const change = ({ id }: DocumentThing) => ({ pemda, id, ...words });
const ref = ({ id }: DocumentThing) => ({ pemda, id });

export const documentThings = {
	document: async () => thing(await issued({ ...at, holder: holder() })),
	paper: async () => thing(await issuedWithFile({ ...at, holder: holder() })),
	halted: async () => {
		const made = thing(await issued({ ...at, holder: holder() }));
		await documents.suspendDocument(officerAt(desks.own, 'office-head'), change(made));
		return made;
	},
};

const act = (run: (actor: Actor, thing: DocumentThing) => Promise<unknown>): Try<DocumentThing> => ({ run });
const read = (run: (actor: Actor, thing: DocumentThing) => Promise<unknown>) => ({ keeps: true, run });

export const documentTries: Record<string, Try<DocumentThing>> = {
	'documents.getDocument': read((a, one) => documents.getDocument(a, ref(one))),
	'documents.listOfficeDocuments': read((a, { more }) =>
		documents.listOfficeDocuments(a, { words: more['number'] ?? '' }).then(({ lines }) => lines),
	),
	'documents.findDocumentFile': read((a, one) => documents.findDocumentFile(a, ref(one))),
	'documents.suspendDocument': act((a, one) => documents.suspendDocument(a, change(one))),
	'documents.restoreDocument': act((a, one) => documents.restoreDocument(a, change(one))),
	'documents.revokeDocument': act((a, one) => documents.revokeDocument(a, change(one))),
};
