import { z } from 'zod';
import { defineBeat, defineJob } from '#platform/jobs';
import { scanWaiting } from './scan-waiting.ts';
import { sweepFiles } from './sweep-files.ts';

defineBeat('media/scan-waiting', 30, scanWaiting);
defineJob('media/sweep-files', z.unknown(), async () => void (await sweepFiles()), { cron: '37 * * * *' });
