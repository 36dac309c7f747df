import { z } from 'zod';
import { defineJob } from '#platform/jobs';
import { remind } from './obligations/remind.ts';
import { forgetSearches } from './tenders/save-search.ts';
import { tellSearches } from './tenders/tell-searches.ts';

// 07.00 in Asia/Jakarta
defineJob('business/remind', z.unknown(), remind, { cron: '0 0 * * *' });
defineJob('business/tell-searches', z.unknown(), tellSearches, { cron: '23 * * * *' });
defineJob('business/forget-searches', z.unknown(), forgetSearches, { cron: '41 3 * * *' });
