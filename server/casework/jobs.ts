import { z } from 'zod';
import { migratorDb } from '#platform/db';
import { defineBeat, defineJob } from '#platform/jobs';
import { fireClocks } from './fire-clocks.ts';
import { measurePerformance } from './measure-performance.ts';

defineBeat('casework/fold-tally', 2, () => migratorDb.query({ text: 'select casework.fold_tally()' }));
defineBeat('casework/fire-clocks', 10, fireClocks);
defineJob('casework/measure-performance', z.unknown(), () => measurePerformance(), { cron: '7 * * * *' });
