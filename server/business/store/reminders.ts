import type { Tx } from '#platform/db';
import type { Profile } from '../obligations/obligations.ts';

export type Reminder = {
	id: string;
	accountId: string;
	businessId: string;
	businessName: string;
	profile: Profile;
	email: string;
	lang: 'id' | 'en';
};

const columns = `r.id, r.account_id as "accountId", r.business_id as "businessId", r.business_name as "businessName",
	r.profile, r.email, r.lang`;

export async function upsertReminder(tx: Tx, row: Reminder & { hash: Buffer; at: Date }): Promise<void> {
	await tx.query({
		name: 'business.set-reminder',
		text: `insert into business.reminder (id, account_id, business_id, business_name, profile, email, lang, link_hash, since)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (account_id, business_id) do update set
				business_name = excluded.business_name, profile = excluded.profile, email = excluded.email, lang = excluded.lang`,
		values: [
			...[row.id, row.accountId, row.businessId, row.businessName, JSON.stringify(row.profile)],
			...[row.email, row.lang, row.hash, row.at],
		],
	});
}

/** In the scope of an account its own; in the scope of the platform all. */
export async function selectReminders(tx: Tx): Promise<Reminder[]> {
	const { rows } = await tx.query<Reminder>({
		name: 'business.reminders',
		text: `select ${columns} from business.reminder r order by r.id`,
	});
	return rows;
}

export async function deleteReminder(tx: Tx, accountId: string, businessId: string): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'business.end-reminder',
		text: 'delete from business.reminder where account_id = $1 and business_id = $2',
		values: [accountId, businessId],
	});
	return (rowCount ?? 0) > 0;
}

export async function deleteReminderByLink(tx: Tx, hash: Buffer): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'business.end-reminder-by-link',
		text: 'delete from business.reminder where link_hash = $1',
		values: [hash],
	});
	return (rowCount ?? 0) > 0;
}

/** Takes the turn to tell of some days; those somebody took already are left out. */
export async function takeDays(
	tx: Tx,
	reminderId: string,
	days: { obligation: string; dueOn: string }[],
	at: Date,
): Promise<{ obligation: string; dueOn: string }[]> {
	const { rows } = await tx.query<{ obligation: string; dueOn: string }>({
		name: 'business.take-days',
		text: `insert into business.reminded (reminder_id, obligation, due_on, told_at)
			select $1, d.obligation, d."dueOn", $3 from jsonb_to_recordset($2) as d(obligation text, "dueOn" date)
			on conflict do nothing returning obligation, due_on::text as "dueOn"`,
		values: [reminderId, JSON.stringify(days), at],
	});
	return rows;
}
