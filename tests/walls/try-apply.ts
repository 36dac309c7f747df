import * as applications from '#applications';
import { formatNumber, newNumber } from '#casework';
import type { Actor } from '#identity';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { findNewestVersion } from '#services';
import { deskOf, province } from '../support/cases.ts';

/** Acts of an applicant, tried on somebody else's form and on somebody else's application. */
const serviceId = 'izin-penelitian';
const numbers = new Map<string, string>();

/** A form and an application of this account. */
export const applyThings = (owner: string): Record<string, () => Promise<string>> => ({
	draft: async () => {
		const [id, { hash }] = [newId(), await findNewestVersion(serviceId)];
		await migratorDb.query({
			text: `insert into applications.draft (id, owner_kind, owner_id, owner_name, filler_id, channel, service_id, version_hash,
					started_at, changed_at, ends_at)
				values ($1, 'person', $2, 'Sari', $2, 'web', $3, $4, now(), now(), now() + interval '1 day')`,
			values: [id, owner, serviceId, hash],
		});
		return id;
	},
	applied: async () => {
		const [id, { hash }] = [newId(), await findNewestVersion(serviceId)];
		const office = await deskOf(province, 'licensing');
		const number = newNumber('SU');
		numbers.set(id, formatNumber(number));
		await migratorDb.query({
			text: `insert into applications.application (pemda, id, number, service_id, version_hash, state, turn, entered_at, seq,
					home_office_id, holder_pemda, holder_office_id, reader_pemda, reader_offices, channel, lang, region,
					applicant_kind, applicant_id, applicant_name, filed_by, filed_at, promised_at, answers)
				values ('12', $1, $2, $3, $4, 'check', 'officer', now(), 1, $5, '12', $5, '{12}', array[$5::uuid], 'web', 'id', '12',
					'person', $6, 'Sari', 'test', now(), now(), '{}')`,
			values: [id, number, serviceId, hash, office.officeId, owner],
		});
		return id;
	},
});

export const applyTables = { draft: 'applications.draft', applied: 'applications.application' };

type Try = (actor: Actor, id: string) => Promise<unknown>;
const nothing = () => null;
const group = { stepId: 'isi.lokasi.places', at: 0, seen: 0 };
const numberOf = (id: string) => numbers.get(id) ?? '';
const startsAt = new Date('2027-01-04T02:00:00Z');

export const applyTries: Record<string, Try> = {
	'applications.getDraft': (a, id) => applications.getDraft(a, id),
	'applications.resumeDraft': (a, id) => applications.resumeDraft(a, id),
	'applications.answerPage': (a, id) => applications.answerPage(a, id, 'syarat.researcher', nothing),
	'applications.saveRecord': (a, id) => applications.saveRecord(a, id, group, nothing),
	'applications.removeRecord': (a, id) => applications.removeRecord(a, id, group),
	'applications.addDraftFile': (a, id) => applications.addDraftFile(a, id, { paper: 'letter', files: [] }),
	'applications.removeDraftFile': (a, id) => applications.removeDraftFile(a, id, newId()),
	'applications.dropDraft': (a, id) => applications.dropDraft(a, id),
	'applications.inviteSignatories': (a, id) => applications.inviteSignatories(a, id),
	'applications.submitDraft': (a, id) => applications.submitDraft(a, id, { lang: 'id' }),
	'applications.getOwnApplication': (a, id) => applications.getOwnApplication(a, numberOf(id)),
	'applications.beginCorrection': (a, id) => applications.beginCorrection(a, numberOf(id)),
	'applications.renewApplication': (a, id) => applications.renewApplication(a, numberOf(id)),
	'applications.withdrawApplication': (a, id) =>
		applications.withdrawApplication(a, { number: numberOf(id), reason: '', key: newId() }),
	'applications.moveOwn': (a, id) =>
		applications.moveOwn(a, { number: numberOf(id), transition: 'withdraw', seen: 1, key: newId() }),
	'applications.listSlots': (a, id) => applications.listSlots(a, numberOf(id), 'counter'),
	'applications.bookVisit': (a, id) =>
		applications.bookVisit(a, { number: numberOf(id), resource: 'counter', startsAt }),
	'applications.cancelVisit': (a, id) =>
		applications.cancelVisit(a, { number: numberOf(id), resource: 'counter' }),
	'applications.rateApplication': (a, id) =>
		applications.rateApplication(a, { number: numberOf(id), marks: {}, comment: '' }),
};

export const applyReads = {
	'applications.exportOwnApplications': applications.exportOwnApplications,
	'applications.listDrafts': applications.listDrafts,
	'applications.listOwnApplications': (a: Actor) => applications.listOwnApplications(a),
	'applications.partiesOf': applications.partiesOf,
};
