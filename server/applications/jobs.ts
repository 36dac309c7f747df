import { defineBeat } from '#platform/jobs';
import { fireApplicationClocks } from './fire-clocks.ts';

defineBeat('applications/fire-clocks', 10, fireApplicationClocks);
