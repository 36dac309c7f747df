import { deskFrame } from '#lib/desk-frame.ts';
import { officerOf } from '#lib/officer.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => deskFrame(officerOf(locals), locals.t);
