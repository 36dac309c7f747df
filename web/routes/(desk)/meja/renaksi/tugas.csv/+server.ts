import { atOffice } from '#lib/office-choice.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import { exportTasks } from '#lib/renaksi-tasks.ts';
import { sendTable } from '#lib/send-table.ts';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import type { RequestHandler } from './$types';

const columns = [
	...[
		'pemda',
		'year',
		'document',
		'area',
		'name',
		'state',
		'points',
		'office',
		'post',
		'work',
		'target',
		'unit',
	],
	...['due_at', 'reason', 'missing'],
];

/** The tasks as the address asks for them, as a file for spreadsheets. */
export const GET: RequestHandler = async ({ locals, cookies, url }) => {
	const officer = atOffice(deskOfficerOf(locals), cookies);
	return sendTable(columns, await exportTasks(officer, { url, locals }), `rencana-aksi-${dayOf(now())}`);
};
