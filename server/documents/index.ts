import './jobs.ts';

export type { Link } from './chain.ts';
export {
	type DocumentChange,
	restoreDocument,
	revokeDocument,
	suspendDocument,
} from './change-document.ts';
export { type NewDocument, type Signer, type Status, statuses } from './document.ts';
export { findByFile, findDocument, type VerifiedDocument } from './find-document.ts';
export { findStatus } from './find-status.ts';
export { findTestAuthority } from './find-test-authority.ts';
export { findDocumentFile, getDocument } from './get-document.ts';
export { type Issued, issueDocument } from './issue-document.ts';
export {
	type DocumentSummary,
	exportOwnDocuments,
	listDocumentsOf,
	listOwnDocuments,
} from './list-documents.ts';
export { type DocumentFilter, listOfficeDocuments } from './list-office-documents.ts';
export { maySeeAny as maySeeDocuments } from './policy.ts';
export { listCodeKeys } from './signing/code.ts';
export { supersedeDocument } from './supersede-document.ts';
