import { addLine, addPromise, addStop } from './application-steps.ts';
import { type ApplicationRows, json } from './application-tables.ts';
import { type Dice, idAt } from './dice.ts';
import type { InventedApplication } from './invent-application.ts';
import { at } from './rows.ts';

/** Everything the platform would have written for an application that came to where it stands. */
export function addApplication(rows: ApplicationRows, one: InventedApplication, now: number, by: Dice): void {
	const { id, spot, stops, filedAt, applicantId } = one;
	const { pemda, officeId, service } = spot;
	const last = stops.at(-1);
	if (!last) throw new Error('It stands nowhere');
	const isOver = last.state.kind === 'end';
	const [filed, entered, due] = [at(filedAt), at(last.enteredAt), at(last.dueAt ?? one.promisedAt)];
	const [ended, outcome] = isOver ? [entered, last.state.outcome ?? 'refused'] : [null, null];
	const status = isOver ? 'closed' : last.state.kind === 'applicant' ? 'waiting' : 'in-progress';
	const [owner, key] = [`account:${applicantId}`, `draft:${idAt(filedAt, by)}`];
	rows['casework.case'].push([
		...[
			pemda,
			id,
			one.number,
			'application',
			service.title,
			'',
			'office.service',
			spot.region,
			'confidential',
		],
		...[
			'web',
			json({ service: service.id }),
			`\\\\x${by.hex(64)}`,
			status,
			outcome,
			pemda,
			officeId,
			[pemda],
		],
		...[[officeId], filed, due, ended, entered, 'never'],
	]);
	rows['casework.intake'].push([`application ${key}`, pemda, id, filed]);
	rows['casework.own'].push([pemda, id, applicantId, filed]);
	rows['casework.contact'].push([pemda, id, one.applicantName, 'warga@example.org', '']);
	rows['casework.custody'].push([
		...[
			pemda,
			idAt(filedAt, by),
			pemda,
			id,
			officeId,
			isOver ? 'ended' : 'held',
			filed,
			'system:routing',
			filed,
		],
		...['system:routing', ended, due, status, true, false],
	]);
	rows['platform.audit'].push([
		...[pemda, idAt(filedAt, by), filed, owner, 'casework/open-case', `case:${id}`, '203.0.113.0/24'],
	]);
	rows['platform.event'].push([pemda, filed, 'applications.opened', JSON.stringify({ pemda, id })]);
	rows['applications.application'].push([
		...[
			pemda,
			id,
			one.number,
			service.id,
			service.hash,
			last.state.id,
			last.state.kind,
			entered,
			stops.length,
		],
		...[officeId, pemda, officeId, [], [officeId], 'web', 'id', spot.region, 'person', applicantId],
		...[
			one.applicantName,
			owner,
			filed,
			isOver ? null : due,
			at(one.promisedAt),
			json(one.answers),
			outcome,
			ended,
		],
	]);
	addLine(rows, one, filedAt, { kind: 'filed', detail: { channel: 'web' } }, by);
	for (const [n] of stops.entries()) addStop(rows, one, n, { owner, key }, by);
	addPromise(rows, one, { started: filedAt, due: one.promisedAt, ended: isOver, now }, by);
}
