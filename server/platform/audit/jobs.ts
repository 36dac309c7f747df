import { defineJob } from '#platform/jobs';
import { z } from 'zod';
import { sealAudit } from './seal-audit.ts';

defineJob('platform/seal-audit', z.unknown(), async () => void (await sealAudit()), { cron: '* * * * *' });
