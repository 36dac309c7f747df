import './jobs.ts';

export { listAudit } from './list-audit.ts';
export { type LineAbout, listLinesAbout } from './list-lines-about.ts';
export { noteRead } from './note-read.ts';
export { type AuditEntry, record } from './record.ts';
export { sealAudit } from './seal-audit.ts';
export { type BadLink, verifyChain } from './verify-chain.ts';
