import { z } from 'zod';
import { migratorDb } from '#platform/db';
import { on } from '#platform/events';
import { defineBeat, defineJob } from '#platform/jobs';
import { isMailOn } from '#platform/mail';
import { namesFiles } from '#platform/media';
import { isSmsOn } from '#platform/sms';
import { fireClocks } from './fire-clocks.ts';
import { forgetUnconfirmed } from './follow-case.ts';
import { measurePerformance } from './measure-performance.ts';
import { sendReceipt } from './send-receipt.ts';
import { namedFiles } from './store/attachments.ts';
import { tellPeople } from './tell-people.ts';

namesFiles(namedFiles, { forGood: true });
defineBeat('casework/fold-tally', 2, () => migratorDb.query({ text: 'select casework.fold_tally()' }));
defineBeat('casework/fire-clocks', 10, fireClocks);
defineJob('casework/measure-performance', z.unknown(), () => measurePerformance(), { cron: '7 * * * *' });

const ofCase = { pemda: z.string(), caseId: z.uuid() };
defineJob('casework/send-receipt', z.object(ofCase), sendReceipt);
defineJob('casework/tell-people', z.object({ ...ofCase, entries: z.array(z.uuid()) }), tellPeople);
defineJob('casework/forget-unconfirmed', z.unknown(), forgetUnconfirmed, { cron: '53 3 * * *' });

// Where neither mail nor text messages can be sent, filing a case starts no job for it.
if (isMailOn() || isSmsOn()) {
	on('casework.opened', 'casework/send-receipt');
	on('casework.changed', 'casework/tell-people');
}
