import { config } from '#platform/config';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = () => ({ offline: config.offlineForm });
