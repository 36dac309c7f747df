import { residentOf } from '#lib/resident.ts';
import type { LayoutServerLoad } from './$types';

/** Everything under /akun is a signed-in resident's. */
export const load: LayoutServerLoad = ({ locals }) => {
	residentOf(locals);
};
