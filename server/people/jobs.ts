import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { defineBeat } from '#platform/jobs';
import { deleteEndedCodes } from './store/codes.ts';

const hour = 3600;
const dayMs = 86_400_000;

defineBeat('people/forget-codes', hour, () =>
	deleteEndedCodes(migratorDb, new Date(now().getTime() - dayMs)),
);
