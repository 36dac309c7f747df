import { z } from 'zod';
import { defineBeat, defineJob } from '#platform/jobs';
import { isMailOn } from '#platform/mail';
import { namesFiles } from '#platform/media';
import { forgetDrafts } from './forget-drafts.ts';
import { remindOffices } from './remind-offices.ts';
import { keptFiles } from './store/drafts.ts';
import { namedFiles } from './store/evidence.ts';

namesFiles(namedFiles, { forGood: true });
namesFiles(keptFiles);
defineJob('renaksi/forget-drafts', z.unknown(), forgetDrafts, { cron: '23 3 * * *' });
// Where no mail can be sent, the inbox alone says what falls due.
defineBeat('renaksi/remind-offices', 600, () => (isMailOn() ? remindOffices() : Promise.resolve(0)));
