import { defineBeat } from '#platform/jobs';
import { scanWaiting } from './scan-waiting.ts';

defineBeat('media/scan-waiting', 30, scanWaiting);
