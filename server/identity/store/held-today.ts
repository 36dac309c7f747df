/**
 * The posts of account `a` at the moment $2, in Asia/Jakarta: own ones first, then desks lent to them while they have a
 * post of their own in that government and whoever lent it is not suspended.
 */
export const heldToday = `coalesce((select json_agg(json_build_object('pemda', h.pemda, 'postId', h.post_id, 'acting', h.acting, 'lentBy', h.lent_by)
						order by h.lent_by is not null, h.held_from)
					from (
						select h.pemda, h.post_id, h.acting, h.held_from, null::json as lent_by
						from identity.holding h
						where h.account_id = a.id and h.held_from <= ($2::timestamptz at time zone 'Asia/Jakarta')::date
							and (h.held_to is null or h.held_to >= ($2::timestamptz at time zone 'Asia/Jakarta')::date)
						union all
						select h.pemda, h.post_id, h.acting, h.held_from, json_build_object('accountId', giver.id, 'name', giver.name)
						from identity.delegation d
						join identity.holding h on h.pemda = d.pemda and h.id = d.holding_id
						join identity.account giver on giver.id = h.account_id and giver.suspended_at is null
						where d.to_account = a.id and d.revoked_at is null and exists (select from identity.holding own
								where own.account_id = a.id and own.pemda = d.pemda and own.held_from <= ($2::timestamptz at time zone 'Asia/Jakarta')::date
									and (own.held_to is null or own.held_to >= ($2::timestamptz at time zone 'Asia/Jakarta')::date))
							and ($2::timestamptz at time zone 'Asia/Jakarta')::date between d.day_from and d.day_to
							and h.held_from <= ($2::timestamptz at time zone 'Asia/Jakarta')::date
							and (h.held_to is null or h.held_to >= ($2::timestamptz at time zone 'Asia/Jakarta')::date)
					) h), '[]')`;
