import type { NewDocument } from './document.ts';

/**
 * What the document says, for machines: the file carries exactly these bytes, and the code on the page signs their
 * SHA-256. The whole name stands here, as it does on the page; the code has it masked.
 */
export function dataOf(document: NewDocument & { number: string; issuedAt: Date }): string {
	const { number, title, body, lines, holder, office, pemda, issuedAt, validTo, signer } = document;
	const said = {
		format: 'sumut-document/1',
		...{ number, title, body, lines },
		holder: { kind: holder.kind, name: holder.name },
		office: { pemda, name: office.name },
		issuedAt: issuedAt.toISOString(),
		validTo: validTo?.toISOString() ?? null,
		signer: signer && { post: signer.postTitle, name: signer.name },
		template: document.templateVersion,
	};
	return `${JSON.stringify(said, null, '\t')}\n`;
}
