import './jobs.ts';

export { record, type AuditEntry } from './record.ts';
export { sealAudit } from './seal-audit.ts';
export { verifyChain, type BadLink } from './verify-chain.ts';
export { listAudit } from './list-audit.ts';
