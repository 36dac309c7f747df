import { pemdaOf, province } from './region.ts';

/**
 * Whoever changes facts: made by the rooms above from the person who is signed in, for this room knows no accounts.
 * `administers` are the governments whose administrator they are.
 */
export type Editor = {
	/** As the audit trail has it: 'account:<id>', 'system:ssp'. */
	label: string;
	administers: string[];
	origin?: string | undefined;
};

/** The province's administrators edit everything; a regency's own what concerns its area and its offices. */
export function mayEditResponsibility(
	editor: Editor,
	rule: { region: string; office: { pemda: string } | null },
): boolean {
	if (editor.administers.includes(province)) return true;
	const pemda = pemdaOf(rule.region);
	return editor.administers.includes(pemda) && (rule.office === null || rule.office.pemda === pemda);
}

export function mayEditOffice(editor: Editor, pemda: string): boolean {
	return editor.administers.includes(province) || editor.administers.includes(pemda);
}
