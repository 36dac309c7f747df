import { z } from 'zod';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { fits, parseNik } from './nik.ts';

/** Who somebody says they are, checked: a NIK that fits the birth date. */
export type Identity = { name: string; nik: string; birthDate: string };

const oldestYears = 120;
const form = z.object({
	name: z
		.string()
		.trim()
		.min(2, 'refusal.people.name-missing')
		.max(120, 'refusal.people.name-long')
		.refine((name) => name.isWellFormed() && !/[\p{Cc}<>]/u.test(name), 'refusal.people.name-unreadable'),
	nik: z
		.string()
		.max(40, 'refusal.people.nik-wrong')
		.transform((typed) => parseNik(typed) ?? '')
		.refine((nik) => nik !== '', 'refusal.people.nik-wrong'),
	birthDate: z.iso.date('refusal.people.birth-date-wrong').refine(isPast, 'refusal.people.birth-date-wrong'),
});

function isPast(day: string): boolean {
	const today = dayOf(now());
	return day <= today && Number(day.slice(0, 4)) >= Number(today.slice(0, 4)) - oldestYears;
}

/** Refuses `people/identity-wrong` with a sentence for each field, also where NIK and birth date do not fit. */
export async function readIdentity(typed: {
	name: string;
	nik: string;
	birthDate: string;
}): Promise<Identity> {
	const read = form.safeParse(typed);
	if (!read.success) {
		const fields = read.error.issues.map(({ path, message }) => [String(path[0]), message] as const);
		throw new Refusal('invalid', 'people/identity-wrong', { fields: Object.fromEntries(fields) });
	}
	const fit = await fits(read.data.nik, read.data.birthDate);
	if (fit !== 'yes') {
		throw new Refusal('invalid', 'people/identity-wrong', {
			fields: { nik: `refusal.people.nik-other-${fit}` },
		});
	}
	return read.data;
}
