import { deskFrame } from '#lib/desk-frame.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) => deskFrame(event);
