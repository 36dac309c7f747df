import type { Db } from '#platform/db';

type Day = {
	pemda: string;
	day: string;
	kind: string;
	name_id: string;
	provisional: boolean;
	source: string;
};

/** In one statement: for each government and year among the days, these and no others. */
export async function replaceDays(on: Db, days: Day[], by: string): Promise<void> {
	await on.query({
		text: `
with given as (
	select * from json_to_recordset($1) as x(pemda text, day date, kind text, name_id text, provisional boolean, source text)
), gone as (
	delete from regions.calendar_day d
	where exists (select from given g where g.pemda = d.pemda and extract(year from g.day) = extract(year from d.day))
		and not exists (select from given g where g.pemda = d.pemda and g.day = d.day)
)
insert into regions.calendar_day as d (pemda, day, kind, name_id, provisional, source, edited_at, edited_by)
select pemda, day, kind, name_id, provisional, source, now(), $2 from given
on conflict (pemda, day) do update set kind = excluded.kind, name_id = excluded.name_id, provisional = excluded.provisional,
	source = excluded.source, edited_at = excluded.edited_at, edited_by = excluded.edited_by`,
		values: [JSON.stringify(days), by],
	});
}
