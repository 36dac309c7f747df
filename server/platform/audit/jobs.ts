import { defineBeat } from '#platform/jobs';
import { sealAudit } from './seal-audit.ts';

defineBeat('platform/seal-audit', 5, sealAudit);
