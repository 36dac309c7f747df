import { z } from 'zod';
import { defineBeat, defineJob } from '#platform/jobs';
import { isMailOn } from '#platform/mail';
import { namesFiles } from '#platform/media';
import { forgetDrafts } from './evidence/forget-drafts.ts';
import { keptFiles } from './store/drafts.ts';
import { namedFiles } from './store/evidence.ts';
import { remindOffices } from './tasks/remind-offices.ts';

namesFiles(namedFiles, { forGood: true });
namesFiles(keptFiles);
defineJob('renaksi/forget-drafts', z.unknown(), forgetDrafts, { cron: '23 3 * * *' });
// Where no mail can be sent, the inbox alone says what falls due.
defineBeat('renaksi/remind-offices', 600, () => (isMailOn() ? remindOffices() : Promise.resolve(0)));
